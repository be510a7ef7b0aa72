import { z } from 'zod';
import type {
	CatalogFlag,
	ChannelReceipt,
	DecisionInput,
	DecisionOption,
	JsonValue,
	OptionEffect,
	OwnersLimits,
	Plan,
	Verdict,
} from '../core/types';

/** Names that would reach into an object's prototype instead of naming a property. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const name = z.string().refine((key) => !FORBIDDEN_NAMES.has(key), 'a reserved name');

const jsonValue: z.ZodType<JsonValue> = z.lazy(() =>
	z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(jsonValue), z.record(name, jsonValue)]),
);

/** Parameters of a workflow. */
export const params = z.record(name, jsonValue);

/** Labels of an observation. */
export const labels = z.record(name, z.string());
export const cells = z.record(name, z.union([z.string(), z.number(), z.boolean()]));

export const texts = z.array(z.string());

export const catalogFlag: z.ZodType<CatalogFlag> = z.enum(['mass_send', 'deletes_customer_data', 'security', 'external_api']);

const verdict: z.ZodType<Verdict> = z.object({ kind: z.enum(['allow', 'ask', 'deny']), rule: z.string(), reason: z.string() });

const money = z.object({ amount: z.number(), currency: z.string() });

const forecast = z.object({
	value: z.number(),
	low: z.number(),
	high: z.number(),
	probability: z.number(),
	finishAt: z.string().nullable(),
});

const allocation = z.object({
	workflowKey: z.string(),
	actionsPerDay: z.array(z.number()),
	params,
	dependsOn: texts,
	parallel: z.boolean(),
	costPerAction: z.number(),
	conversionRate: z.number(),
	valuePerConversion: z.number(),
	expectedPerAction: z.number().optional(),
	lagDays: z.number().optional(),
	verdict,
});

export const plan: z.ZodType<Plan> = z.object({
	version: z.number(),
	createdAt: z.string(),
	days: texts,
	dailyTargets: z.array(z.number()),
	expectedPerDay: z.array(z.number()).optional(),
	organicPerDay: z.array(z.number()).optional(),
	allocations: z.array(allocation),
	estimatedCost: z.number(),
	forecast,
	customersPerDay: z.number().nullable(),
	valuePerCustomer: z.object({ value: z.number(), source: z.string() }).nullable(),
	room: z
		.object({ most: z.array(z.object({ workflowKey: z.string(), actionsPerDay: z.number() })), budget: z.number() })
		.optional(),
	unadjusted: z.array(z.object({ workflowKey: z.string(), actionsPerDay: z.array(z.number()) })).optional(),
	reviewedOn: z.string().optional(),
	risks: z.array(z.object({ code: z.string(), text: z.string(), probability: z.number() })),
	explanation: texts,
});

export const ownersLimits: z.ZodType<OwnersLimits> = z.object({
	only: texts.nullable(),
	exclude: texts,
	caps: z.array(z.object({ unit: z.string(), count: z.number(), per: z.enum(['total', 'day', 'week', 'month']) })),
	budget: z.number().nullable(),
	budgetPerDay: z.number().nullable(),
});

const effect: z.ZodType<OptionEffect> = z.discriminatedUnion('type', [
	z.object({ type: z.literal('start_plan') }),
	z.object({ type: z.literal('replace_plan'), plan }),
	z.object({ type: z.literal('set_budget'), budgetLimit: z.number() }),
	z.object({ type: z.literal('scale_plan'), factor: z.number() }),
	z.object({ type: z.literal('continue'), without: z.array(z.string()).exactOptional() }),
	z.object({ type: z.literal('pause') }),
	z.object({ type: z.literal('cancel') }),
	z.object({ type: z.literal('none') }),
]);

export const decisionOptions: z.ZodType<readonly DecisionOption[]> = z.array(
	z.object({
		key: z.string(),
		label: z.string(),
		outcome: z.enum(['approve', 'reject']),
		effect,
		spend: money.nullable(),
		probability: z.number().nullable(),
		finishAt: z.string().nullable(),
	}),
);

export const decisionInput: z.ZodType<DecisionInput> = z.discriminatedUnion('type', [
	z.object({ type: z.literal('text'), option: z.string(), maxLength: z.number() }),
	z.object({
		type: z.literal('number'),
		option: z.string(),
		min: z.number().nullable(),
		max: z.number().nullable(),
		unit: z.string().nullable(),
	}),
]);

export const channelReceipts: z.ZodType<readonly ChannelReceipt[]> = z.array(
	z.object({
		channel: z.enum(['telegram', 'email', 'webhook']),
		approver: z.string(),
		status: z.enum(['sent', 'failed']),
		reference: z.object({ chatId: z.string().optional(), messageId: z.number().optional(), executionId: z.string().optional() }),
		error: z.string().nullable(),
		purpose: z.enum(['reminder', 'escalation', 'expiry']).optional(),
		standsFor: z.string().optional(),
		triedAt: z.string().optional(),
		attempts: z.number().optional(),
	}),
);
