import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { DEFAULT_SETTINGS } from '../../core/settings';
import type { Decision, Goal, Instant, Run } from '../../core/types';
import { until } from '../../sandbox/n8n/publicApi';
import { type Autopilot, provision } from '../../sandbox/n8n/provision';
import { type N8nServer, startN8n } from '../../sandbox/n8n/server';
import { type Servers, startServers } from '../../sandbox/servers';

export interface HarnessOptions {
	readonly ledger?: 'dataTables' | 'sheets';
	readonly settings?: Readonly<Record<string, string>>;
	/** Where the nodes reach n8n's API instead, e.g. a proxy that can be made to fail; given n8n's own URL. */
	readonly apiUrl?: (n8nUrl: string) => string;
	/** Under which n8n is reached from outside, e.g. through a reverse proxy; its own URL where it is left out. */
	readonly publicUrl?: string;
	/** Virtual time at which the business stands. */
	readonly now: Instant;
}

/** An answer of the pack's webhooks. */
export interface Reply {
	readonly status: number;
	readonly body: {
		readonly ok?: boolean;
		readonly goal_id?: string;
		readonly decision_id?: string | null;
		readonly questions?: readonly unknown[];
		readonly error?: { readonly code: string; readonly message: string; readonly remedy: string };
		readonly goals?: readonly Record<string, unknown>[];
	};
}

/** What a sweep did for one question. */
export interface Swept {
	readonly decision_id: string;
	readonly action: string;
	readonly messages: readonly { readonly purpose: string; readonly address: string; readonly status: string }[];
}

const DEADLINE_MS = 60_000;

/** The ledger of tests that name none: `npm run test:e2e -- --ledger sheets` plays them all on a spreadsheet. */
function chosenLedger(): 'dataTables' | 'sheets' {
	const { LEDGER: chosen = 'dataTables' } = process.env;
	if (chosen !== 'dataTables' && chosen !== 'sheets') throw new Error(`LEDGER is dataTables or sheets, not "${chosen}"`);
	return chosen;
}

/** A real n8n with the packed tarball, the sandbox around it, and hands and eyes for a test. */
export class Harness {
	private constructor(
		readonly n8n: N8nServer,
		readonly servers: Servers,
		readonly autopilot: Autopilot,
		private readonly folder: string,
	) {}

	static async start(options: HarnessOptions): Promise<Harness> {
		const folder = await mkdtemp(join(tmpdir(), 'autopilot-e2e-'));
		const servers = await startServers({ now: options.now });
		let n8n: N8nServer | null = null;
		try {
			const { publicUrl } = options;
			n8n = await startN8n({ dataFolder: folder, port: 0, ...(publicUrl && { env: { N8N_WEBHOOK_URL: `${publicUrl}/` } }) });
			const autopilot = await provision(n8n, servers, {
				ledger: options.ledger ?? chosenLedger(),
				...(options.apiUrl ? { apiUrl: options.apiUrl(n8n.url) } : {}),
				...(options.settings ? { settings: options.settings } : {}),
			});
			return new Harness(n8n, servers, autopilot, folder);
		} catch (error) {
			await n8n?.stop();
			await servers.stop();
			throw error;
		}
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.servers.stop();
		await rm(this.folder, { recursive: true, force: true });
	}

	get chat(): Servers['control']['chat'] {
		return this.servers.control.chat;
	}

	/** Sends a sentence to the intake webhook. */
	async postGoal(instruction: unknown, now: Instant, more: Readonly<Record<string, unknown>> = {}): Promise<Reply> {
		return (await this.autopilot.post('goal', { instruction, now, requested_by: 'owner', ...more })) as Reply;
	}

	/** Sends a sentence that must be understood. @returns the goal's id */
	async createGoal(instruction: string, now: Instant): Promise<string> {
		// Cases say the same sentence and mean goals of their own.
		const reply = await this.postGoal(instruction, now, { idempotency_key: randomUUID() });
		if (!reply.body.goal_id) throw new Error(`The goal was not created: ${reply.status} ${JSON.stringify(reply.body)}`);
		return reply.body.goal_id;
	}

	/** Moves the clock and lets the loop run what is due. */
	async tick(now: Instant): Promise<Reply> {
		this.servers.control.advance(now);
		return (await this.autopilot.post('tick', { now })) as Reply;
	}

	/** Moves the clock and lets the loop look at the figures. */
	async observe(now: Instant, dailyReport = false): Promise<Reply> {
		this.servers.control.advance(now);
		return (await this.autopilot.post('observe', { now, daily_report: dailyReport })) as Reply;
	}

	/** Moves the clock and looks after the questions that are open. */
	async sweep(now: Instant): Promise<{ readonly status: number; readonly body: { readonly decisions?: readonly Swept[] } }> {
		this.servers.control.advance(now);
		return (await this.autopilot.post('sweep', { now })) as Awaited<ReturnType<Harness['sweep']>>;
	}

	async goal(goalId: string): Promise<Goal> {
		const [goal] = await this.autopilot.ledger.read('goals_tracker', { goalId });
		if (!goal) throw new Error(`No goal ${goalId} in the ledger`);
		return goal;
	}

	async runs(goalId: string): Promise<Run[]> {
		return await this.autopilot.ledger.read('run_log', { goalId });
	}

	async decisions(goalId: string): Promise<Decision[]> {
		return await this.autopilot.ledger.read('decision_log', { goalId });
	}

	async decision(decisionId: string): Promise<Decision> {
		const [decision] = await this.autopilot.ledger.read('decision_log', { decisionId });
		if (!decision) throw new Error(`No decision ${decisionId} in the ledger`);
		return decision;
	}

	/** Waits until the goal's open question has arrived in the approver's chat. */
	async question(goalId: string): Promise<{ decision: Decision; messageId: number }> {
		return await until(`a question of ${goalId} in the chat`, DEADLINE_MS, async () => {
			const decision = (await this.decisions(goalId)).find(({ status }) => status === 'pending');
			const messageId = decision?.channels.find(({ status }) => status === 'sent')?.reference.messageId;
			return decision && messageId !== undefined && { decision, messageId };
		});
	}

	/** How many executions have ended in an error of this node. */
	async failedExecutions(lastNode: string): Promise<number> {
		const response = await fetch(`${this.n8n.url}/api/v1/executions?status=error&includeData=true&limit=100`, {
			headers: { 'X-N8N-API-KEY': this.n8n.apiKey },
		});
		const { data } = (await response.json()) as { data: { data?: { resultData?: { lastNodeExecuted?: string } } }[] };
		return data.filter((execution) => execution.data?.resultData?.lastNodeExecuted === lastNode).length;
	}

	/** Presses a button as the approver. */
	tap(messageId: number, button: string | number): void {
		this.chat.tap(messageId, button, this.servers.approverId);
	}

	/** Waits until the answer has been carried out: the decision is marked first, and its goal moves on right after. */
	async applied(decisionId: string): Promise<Decision> {
		return await until(`the outcome of ${decisionId} to be carried out`, DEADLINE_MS, async () => {
			const decision = await this.decision(decisionId);
			if (decision.status === 'pending' || decision.appliedAt === null) return false;
			if (!decision.goalId || (await this.goal(decision.goalId)).status !== 'awaiting_decision') return decision;
			return (await this.decisions(decision.goalId)).some(({ status }) => status === 'pending') && decision;
		});
	}

	/** Taps the option with this outcome and waits until it has been carried out. */
	async answer(goalId: string, option: number): Promise<Decision> {
		const { decision, messageId } = await this.question(goalId);
		this.tap(messageId, option);
		return await this.applied(decision.decisionId);
	}

	/**
	 * Leaves no goal of an earlier test behind: closes them, answers nothing, and puts settings and catalog back. Workflows count as
	 * used before, so that plans run without being asked about, unless `firstUse` says otherwise.
	 */
	async fresh({
		now,
		settings = {},
		firstUse = false,
	}: {
		now: Instant;
		settings?: Record<string, string>;
		firstUse?: boolean;
	}): Promise<void> {
		const { ledger } = this.autopilot;
		const {
			goals_tracker: goals,
			decision_log: decisions,
			workflow_catalog: catalog,
		} = await ledger.readAll(['goals_tracker', 'decision_log', 'workflow_catalog']);
		const open = goals.filter(({ closedAt }) => closedAt === null);
		await ledger.update(
			'goals_tracker',
			open.map(({ goalId }) => ({ key: goalId, values: { status: 'cancelled', closedAt: now } })),
		);
		const pending = decisions.filter(({ status }) => status === 'pending');
		await ledger.update(
			'decision_log',
			pending.map(({ decisionId }) => ({ key: decisionId, values: { status: 'cancelled' } })),
		);
		await ledger.update(
			'workflow_catalog',
			catalog.map(({ workflowKey }) => ({ key: workflowKey, values: { firstUsedAt: firstUse ? null : at(-30, '09:00') } })),
		);
		const approvers = { key: 'APPROVERS', value: `telegram:${this.servers.approverId}`, note: '' };
		const wanted = DEFAULT_SETTINGS.map((setting) => ({
			...setting,
			value: { ALLOW_REPLAY: 'true', ...settings }[setting.key] ?? setting.value,
		}));
		await ledger.upsert('settings', [...wanted.filter(({ key }) => key !== 'APPROVERS'), approvers]);
		this.servers.control.clearFaults();
		this.servers.control.scenario({ costMultiplier: 1, conversionMultiplier: 1 });
		this.servers.control.advance(now);
	}

	/** Texts the bot sent to the approver, oldest first, as they read now. */
	said(): string[] {
		return this.chat
			.messages(this.servers.approverId)
			.filter(({ fromBot }) => fromBot)
			.map(({ text }) => text);
	}
}

/**
 * The Monday after today in Japan. Virtual days lie ahead of the real clock, since taps carry no time of their own and an answer
 * must never be older than its question; a Monday, so that a week's plan looks the same whatever day the tests run on.
 */
const FIRST_DAY = DateTime.now().setZone('Asia/Tokyo').startOf('week').plus({ weeks: 1 });

/** A time of a virtual day in Japan, as UTC; day 0 is a Monday. */
export const at = (day: number, time: string): Instant => {
	const [hour = 0, minute = 0] = time.split(':').map(Number);
	return new Date(FIRST_DAY.plus({ days: day }).set({ hour, minute }).toMillis()).toISOString();
};
