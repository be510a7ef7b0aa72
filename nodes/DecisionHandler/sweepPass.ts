import { expiryPatch } from '../../core/decision/closeDecision';
import { isUnreachable } from '../../core/decision/sweep/addresses';
import type { Notice } from '../../core/decision/sweep/notice';
import { announcement, isWakingOver, sweep, type SweepTask } from '../../core/decision/sweep/sweep';
import { outcomePatch, tally } from '../../core/decision/tally';
import { viewOf, type DecisionView } from '../../core/decision/view';
import { readSettings, type Settings } from '../../core/settings';
import type { AnswerRecord, ChannelReceipt, Decision, Goal, Instant } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { inPool } from '../shared/pool';
import { refuseReplay } from '../shared/time';
import { record, release, take } from './sweepClaims';

/** What became of one message. */
export interface Sent {
	readonly notice: Notice;
	/** One for each address that was tried; none when the service asked to come back later. */
	readonly receipts: readonly ChannelReceipt[];
}

/** What a message is about. */
export interface About {
	readonly decision: Decision;
	readonly view: DecisionView;
	/** The answers that count so far, where several are needed. */
	readonly votes: readonly AnswerRecord[];
	readonly settings: Settings;
}

/** What a pass needs from n8n. */
export interface SweepPorts {
	readonly ledger: Ledger;
	readonly now: Instant;
	/** Messages of one pass, those that are changed and executions that are woken included. What is over waits for the next. */
	readonly maxMessages: number;
	/** Sends one message. Never throws: a failure is a receipt. */
	readonly send: (notice: Notice, about: About) => Promise<Sent>;
	/** Shows where the question stands what became of it. */
	readonly showOutcome: (decision: Decision, view: DecisionView) => Promise<void>;
	/** Lets the executions that wait for closed decisions go on. @returns those that did. */
	readonly wake: (decisions: readonly Decision[]) => Promise<readonly Decision[]>;
}

/** What a pass did for one decision. */
export interface Swept {
	readonly decision: Decision;
	readonly action: 'settled' | 'expired' | 'sent' | 'withdrawn' | 'woken';
	readonly sent: readonly Sent[];
	readonly woken: boolean;
	/** Nobody could be reached at any address. */
	readonly unreachable: boolean;
}

/** Messages under way at the same time. */
const SENDERS = 5;

const ACTIVE = (['awaiting_decision', 'running', 'paused'] as const).map((status) => ({ status }));

/**
 * One pass over all open decisions: settles what votes have decided, closes what is overdue, and sends what is due. A decision is
 * taken with a compare-and-set before anything is sent for it, so that of two passes one sends; what was sent is recorded after. A
 * pass that dies in between is made up for once. The number of ledger calls does not depend on the number of decisions.
 * @throws AutopilotError REPLAY_REFUSED
 */
export async function sweepPass(ports: SweepPorts): Promise<Swept[]> {
	const { ledger, now } = ports;
	const tables = await ledger.readAll(['decision_log', 'goals_tracker', 'settings'], {
		// Open questions, and closed ones that are not done with.
		decision_log: [{ announcedAt: null }],
		goals_tracker: ACTIVE,
	});
	const settings = readSettings(tables.settings);
	refuseReplay(now, settings);
	const goals = new Map(tables.goals_tracker.map((goal) => [goal.goalId, goal]));
	const viewFor = (decision: Decision): DecisionView => viewOf(decision, goals.get(decision.goalId) ?? null, settings.timeZone);

	const votes = await readVotes(ledger, tables.decision_log);
	const settled = await settle(ledger, tables.decision_log, votes);
	const open = tables.decision_log.filter(({ decisionId }) => !settled.has(decisionId));
	const plan = sweep({ decisions: open, settings, zones: zonesOf(goals), voted: votersOf(votes), now });
	const expired = await closeOverdue(ledger, plan.overdue);
	const due = [...expired.flatMap((decision) => announcement(decision, now) ?? []), ...plan.tasks];
	const tasks = await take(ports, due);
	await release(ledger, plan.abandoned);

	const cast = Map.groupBy(votes, ({ decisionId }) => decisionId);
	const sent = await sendAll(ports, tasks, (decision) => {
		return { decision, view: viewFor(decision), votes: cast.get(decision.decisionId) ?? [], settings };
	});
	const done = await record(ports, tasks, sent, viewFor);
	const told = done.filter(({ status }) => status !== 'pending');
	// Work that waits comes before what people see: where the pass ends in between, nothing else would let it go on.
	const answered = await wakeForgotten(ports, plan.answered);
	const withdrawn = told.filter(({ status }) => status !== 'expired');
	const closed = await ports.wake([...settled.values(), ...expired, ...withdrawn]);
	for (const decision of [...settled.values(), ...told]) await ports.showOutcome(decision, viewFor(decision));
	const woken = new Set([...answered, ...closed].map(({ decisionId }) => decisionId));

	const result = (decision: Decision, action: Swept['action']): Swept => {
		const mine = sent.get(decision.decisionId) ?? [];
		const failed = mine.some(({ receipts }) => receipts.some(({ status }) => status === 'failed'));
		const unreachable = decision.status === 'pending' && failed && isUnreachable(decision, settings);
		return { decision, action, sent: mine, woken: woken.has(decision.decisionId), unreachable };
	};
	const sentFor = new Set(done.map(({ decisionId }) => decisionId));
	return [
		...[...settled.values()].map((decision) => result(decision, 'settled')),
		...expired.filter(({ decisionId }) => !sentFor.has(decisionId)).map((decision) => result(decision, 'expired')),
		...done.map((decision) => result(decision, actionOf(decision))),
		...answered.map((decision) => result(decision, 'woken')),
	];
}

const actionOf = ({ status }: Decision): Swept['action'] =>
	status === 'pending' ? 'sent' : status === 'expired' ? 'expired' : 'withdrawn';

/**
 * Wakes the executions that wait for an answer though it is on record: n8n or its network may have been away when it came. A question
 * for which nobody waits any more is done with, so that no later pass reads it.
 * @returns those whose executions go on.
 */
async function wakeForgotten(
	{ ledger, now, maxMessages, wake }: SweepPorts,
	answered: readonly Decision[],
): Promise<readonly Decision[]> {
	const done = answered.filter(({ resumeUrls }) => resumeUrls.length === 0);
	await ledger.transitionAll(
		'decision_log',
		done.map(({ decisionId, status }) => ({
			key: decisionId,
			expected: { status, announcedAt: null },
			values: { announcedAt: now },
		})),
	);
	const waited = answered.filter((decision) => decision.resumeUrls.length > 0 && isWakingOver(decision, now));
	return await wake(waited.slice(0, maxMessages));
}

const zonesOf = (goals: ReadonlyMap<string, Goal>): Map<string, string> =>
	new Map([...goals].map(([goalId, { timeZone }]) => [goalId, timeZone]));

/** The votes for decisions that need several; read only where there is one. */
async function readVotes(ledger: Ledger, decisions: readonly Decision[]): Promise<readonly AnswerRecord[]> {
	if (!decisions.some(({ quorum, status }) => quorum > 1 && status === 'pending')) return [];
	const known = new Set(decisions.map(({ decisionId }) => decisionId));
	return (await ledger.read('answer_log', { result: 'counted' })).filter(({ decisionId }) => known.has(decisionId));
}

function votersOf(votes: readonly AnswerRecord[]): Map<string, Set<string>> {
	const groups = Map.groupBy(votes, ({ decisionId }) => decisionId);
	return new Map([...groups].map(([decisionId, cast]) => [decisionId, new Set(cast.map(({ approver }) => approver))]));
}

/** Gives decisions the outcome that their votes come to; whoever cast the last one may have died before counting. */
async function settle(
	ledger: Ledger,
	decisions: readonly Decision[],
	votes: readonly AnswerRecord[],
): Promise<Map<string, Decision>> {
	const cast = Map.groupBy(votes, ({ decisionId }) => decisionId);
	const changes = decisions.flatMap((decision) => {
		const values = decision.status === 'pending' && outcomePatch(decision, tally(decision, cast.get(decision.decisionId) ?? []));
		return values ? [{ decision, values }] : [];
	});
	const won = await ledger.transitionAll(
		'decision_log',
		changes.map(({ decision, values }) => ({ key: decision.decisionId, expected: { status: 'pending' }, values })),
	);
	return new Map(
		changes.flatMap(({ decision, values }, index) => (won[index] ? [[decision.decisionId, { ...decision, ...values }]] : [])),
	);
}

/** Closes what nobody answered in time. @returns what this pass has closed. */
async function closeOverdue(ledger: Ledger, overdue: readonly Decision[]): Promise<Decision[]> {
	const closed = overdue.map((decision): Decision => ({ ...decision, ...expiryPatch(decision), heldUntil: null }));
	const changes = closed.map((decision) => ({
		key: decision.decisionId,
		expected: { status: 'pending' as const },
		values: { ...expiryPatch(decision), heldUntil: null },
	}));
	const won = await ledger.transitionAll('decision_log', changes);
	return closed.filter((_, index) => won[index]);
}

/** Sends the messages of all tasks, a few at a time. @returns what became of them by decision. */
async function sendAll(
	{ send }: SweepPorts,
	tasks: readonly SweepTask[],
	about: (decision: Decision) => About,
): Promise<Map<string, Sent[]>> {
	const sent = new Map<string, Sent[]>(tasks.map(({ decision }) => [decision.decisionId, []]));
	const messages = tasks.flatMap(({ decision, notices }) => notices.map((notice) => ({ decision, notice })));
	await inPool(messages, SENDERS, async ({ decision, notice }) => {
		sent.get(decision.decisionId)?.push(await send(notice, about(decision)));
	});
	return sent;
}
