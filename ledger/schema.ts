import {
	boolean,
	type Column,
	type ColumnKind,
	instant,
	instantOrNull,
	json,
	jsonOrNull,
	lines,
	number,
	numberOrNull,
	oneOf,
	orNull,
	requiredText,
	text,
	textOrNull,
	words,
} from './columns';
import { z } from 'zod';
import {
	catalogFlag,
	cells,
	channelReceipts,
	decisionInput,
	decisionOptions,
	labels,
	ownersLimits,
	params,
	plan,
	texts,
} from './json';
import type { TableName, Tables } from './ledger';

/** A table: the field that tells rows apart, and a codec for every field. */
interface TableSchema<Row> {
	readonly key: keyof Row & string;
	readonly columns: { readonly [Field in keyof Row]-?: Column<Row[Field]> };
}

/**
 * Every table and column, once. A column's name is its field's name in snake_case. A field of `core/types.ts` that is missing
 * here, or has another type, does not compile.
 */
export const SCHEMA = {
	goals_tracker: {
		key: 'goalId',
		columns: {
			goalId: requiredText,
			status: oneOf({
				draft: true,
				awaiting_decision: true,
				running: true,
				paused: true,
				achieved: true,
				missed: true,
				cancelled: true,
			}),
			instruction: text,
			locale: oneOf({ ja: true, en: true }),
			metric: oneOf({
				revenue: true,
				profit: true,
				new_customers: true,
				members: true,
				followers: true,
				trials: true,
				leads: true,
				churn_rate: true,
				conversion_rate: true,
			}),
			targetValue: number,
			currency: textOrNull,
			baselineValue: numberOrNull,
			periodStart: instant,
			periodEnd: instant,
			timeZone: requiredText,
			budgetLimit: numberOrNull,
			limits: jsonOrNull(ownersLimits),
			spent: number,
			progressValue: number,
			achievementRate: number,
			expectedToDate: number,
			paceRatio: numberOrNull,
			forecastValue: numberOrNull,
			forecastLow: numberOrNull,
			forecastHigh: numberOrNull,
			probability: numberOrNull,
			forecastFinishAt: instantOrNull,
			planVersion: number,
			plan: jsonOrNull(plan),
			requestedBy: text,
			createdAt: instant,
			updatedAt: instant,
			closedAt: instantOrNull,
			closeReason: textOrNull,
			reviewedAt: instantOrNull,
		},
	},
	decision_log: {
		key: 'decisionId',
		columns: {
			decisionId: requiredText,
			goalId: text,
			kind: oneOf({
				plan_approval: true,
				budget_overrun: true,
				far_behind: true,
				anomaly: true,
				rate_limited: true,
				parameter_change: true,
				custom: true,
			}),
			status: oneOf({ pending: true, approved: true, rejected: true, expired: true, cancelled: true, superseded: true }),
			question: text,
			evidence: json<readonly string[]>(texts, []),
			options: json(decisionOptions),
			recommended: text,
			risk: oneOf({ low: true, medium: true, high: true }),
			urgency: oneOf({ low: true, medium: true, high: true }),
			channels: json(channelReceipts, []),
			approvers: words(z.string()),
			channelOrder: words(z.enum(['telegram', 'email', 'webhook'])),
			quorum: number,
			requestedBy: text,
			input: jsonOrNull(decisionInput),
			expiryOption: text,
			askedAt: instant,
			nextReminderAt: instantOrNull,
			escalationLevel: number,
			heldUntil: instantOrNull,
			announcedAt: instantOrNull,
			deadline: instant,
			answeredAt: instantOrNull,
			answeredBy: textOrNull,
			answer: textOrNull,
			answerValue: textOrNull,
			answerUnit: textOrNull,
			reason: textOrNull,
			appliedAt: instantOrNull,
			payloadDigest: text,
			executionId: textOrNull,
			// Beyond the design's list: an answer from another channel has to wake the waiting executions. Waking never decides.
			resumeUrls: lines,
			note: textOrNull,
		},
	},
	answer_log: {
		key: 'answerId',
		columns: {
			answerId: requiredText,
			decisionId: text,
			receivedAt: instant,
			channel: oneOf({ telegram: true, page: true, webhook: true, fields: true }),
			approver: text,
			answer: text,
			answerValue: textOrNull,
			reason: textOrNull,
			result: oneOf({
				counted: true,
				late: true,
				repeated: true,
				withdrawn: true,
				unauthorised: true,
				own_request: true,
				forged: true,
				invalid: true,
				unknown_decision: true,
			}),
			note: textOrNull,
		},
	},
	performance_metrics: {
		key: 'metricId',
		columns: {
			metricId: requiredText,
			observedAt: instant,
			goalId: text,
			source: text,
			metric: requiredText,
			value: number,
			unit: requiredText,
			labels: json<Readonly<Record<string, string>>>(labels, {}),
		},
	},
	workflow_catalog: {
		key: 'workflowKey',
		columns: {
			workflowKey: requiredText,
			workflowId: text,
			name: text,
			purpose: text,
			unit: text,
			capacityPerDay: number,
			costPerAction: numberOrNull,
			conversionMean: number,
			conversionStrength: number,
			valuePerConversion: number,
			lagDays: number,
			dependsOn: words(z.string()),
			parallel: boolean,
			params: json(params, {}),
			flags: words(catalogFlag),
			enabled: boolean,
			firstUsedAt: instantOrNull,
			webhookUrl: textOrNull,
		},
	},
	run_log: {
		key: 'runId',
		columns: {
			runId: requiredText,
			goalId: text,
			planVersion: number,
			workflowKey: requiredText,
			params: json(params, {}),
			scheduledFor: instant,
			startedAt: instantOrNull,
			finishedAt: instantOrNull,
			status: oneOf({ scheduled: true, running: true, succeeded: true, failed: true, unknown: true, stopped: true }),
			attempts: number,
			error: textOrNull,
			actions: numberOrNull,
			conversions: numberOrNull,
			revenue: numberOrNull,
			cost: numberOrNull,
			executionId: textOrNull,
			workflowId: textOrNull,
			receivedAt: instantOrNull,
			nextAttemptAt: instantOrNull,
			reserved: numberOrNull,
			uncertain: numberOrNull,
		},
	},
	adjustment_log: {
		key: 'adjustmentId',
		columns: {
			adjustmentId: requiredText,
			goalId: requiredText,
			workflowKey: requiredText,
			day: requiredText,
			adjustedAt: instant,
			planVersion: number,
			before: number,
			after: number,
			reason: oneOf({ behind: true, ahead: true, learned: true, explore: true, too_late: true, failing: true, budget: true }),
			authority: oneOf({ small_change: true, approved_room: true, decision: true }),
			propensity: number,
			expectedEffect: number,
			measuredEffect: numberOrNull,
			measurement: orNull(oneOf({ whole: true, partial: true, impossible: true })),
			measuredAt: instantOrNull,
		},
	},
	report_log: {
		key: 'reportId',
		columns: {
			reportId: requiredText,
			goalId: text,
			kind: oneOf({ daily: true, weekly: true, final: true, stop: true, notice: true }),
			recipient: requiredText,
			locale: oneOf({ ja: true, en: true }),
			title: text,
			lines: json<readonly string[]>(texts, []),
			createdAt: instant,
			attempts: number,
			lastTriedAt: instantOrNull,
			sentAt: instantOrNull,
			error: textOrNull,
		},
	},
	settings: { key: 'key', columns: { key: requiredText, value: text, note: text } },
	workflow_health: {
		key: 'workflowKey',
		columns: {
			workflowKey: requiredText,
			state: oneOf({ closed: true, open: true, half_open: true }),
			samples: json<readonly boolean[]>(z.array(z.boolean()), []),
			openings: number,
			openedAt: instantOrNull,
			nextProbeAt: instantOrNull,
			lastError: textOrNull,
			updatedAt: instant,
		},
	},
	run_admission: {
		key: 'lane',
		columns: { lane: requiredText, sequence: number, admittedAt: instant, executionId: text },
	},
	archive: {
		key: 'archiveId',
		columns: { archiveId: requiredText, tableName: requiredText, goalId: text, archivedAt: instant, cells: json(cells) },
	},
} as const satisfies { readonly [T in TableName]: TableSchema<Tables[T]> };

// The keys of SCHEMA are exactly the table names; Object.keys only knows them as strings.
export const TABLE_NAMES = Object.keys(SCHEMA) as readonly TableName[];

/** `goalId` → `goal_id`. */
export const columnName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A column of a table as the backends and the codecs see it, whatever the table. */
export interface ColumnInfo {
	readonly field: string;
	readonly name: string;
	readonly kind: ColumnKind;
	readonly codec: Column<unknown>;
}

const COLUMNS: ReadonlyMap<TableName, readonly ColumnInfo[]> = new Map(
	TABLE_NAMES.map((table) => [
		table,
		// A codec's own value type is lost here on purpose: the caller pairs it with the field it belongs to.
		Object.entries(SCHEMA[table].columns as Readonly<Record<string, Column<unknown>>>).map(([field, codec]) => ({
			field,
			name: columnName(field),
			kind: codec.kind,
			codec,
		})),
	]),
);

/** The columns of a table in the order in which `setUp` makes them. */
export const columnsOf = (table: TableName): readonly ColumnInfo[] => COLUMNS.get(table) ?? [];

/** The name of the column that holds a table's key. */
export const keyColumn = (table: TableName): string => columnName(SCHEMA[table].key);
