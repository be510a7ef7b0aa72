import { expiryPatch } from '../../core/decision/closeDecision';
import { isUnreachable, receiptOf, withReceipt } from '../../core/decision/sweep/addresses';
import type { Notice } from '../../core/decision/sweep/notice';
import { announcement, sweep, type SweepTask } from '../../core/decision/sweep/sweep';
import { outcomePatch, tally } from '../../core/decision/tally';
import { viewOf, type DecisionView } from '../../core/decision/view';
import { readSettings, type Settings } from '../../core/settings';
import { addSeconds } from '../../core/time';
import type { AnswerRecord, ChannelReceipt, Decision, Goal, Instant } from '../../core/types';
import type { Change, Ledger } from '../../ledger/ledger';
import { inPool } from '../shared/pool';
import { refuseReplay } from '../shared/time';

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
	/** Messages of one pass. What is over waits for the next. */
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
	readonly action: 'settled' | 'expired' | 'sent';
	readonly sent: readonly Sent[];
	readonly woken: boolean;
	/** Nobody could be reached at any address. */
	readonly unreachable: boolean;
}

/** A sweep that has not said how it ended after this time has died. */
const HOLD_SECONDS = 600;
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
		decision_log: [{ status: 'pending' }, { status: 'expired', announcedAt: null }],
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
	const closed = [...settled.values(), ...expired];
	for (const decision of [...settled.values(), ...done.filter(({ status }) => status === 'expired')])
		await ports.showOutcome(decision, viewFor(decision));
	const woken = new Set((await ports.wake(closed)).map(({ decisionId }) => decisionId));

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
		...done.map((decision) => result(decision, decision.status === 'expired' ? 'expired' : 'sent')),
	];
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

/** Takes as many tasks as their messages may be sent in this pass. @returns those that no other pass has taken. */
async function take({ ledger, now, maxMessages }: SweepPorts, due: readonly SweepTask[]): Promise<SweepTask[]> {
	let messages = 0;
	const wanted = due.filter((task, index) => {
		messages += task.notices.length;
		return index === 0 || messages <= maxMessages;
	});
	const heldUntil = addSeconds(now, HOLD_SECONDS);
	const changes = wanted.map((task): Change<'decision_log'> => {
		const { decisionId, status, heldUntil: before } = task.decision;
		return {
			key: decisionId,
			expected: { status, heldUntil: before },
			values: { ...(task.isRepeat && recordBefore(task, now)), heldUntil },
		};
	});
	const won = await ledger.transitionAll('decision_log', changes);
	return wanted.filter((_, index) => won[index]).map((task) => ({ ...task, decision: { ...task.decision, heldUntil } }));
}

/** What is recorded of a repeated task before it is sent, so that it is not repeated again: that it may have failed. */
function recordBefore(task: SweepTask, now: Instant): Partial<Decision> {
	const tries = task.notices.flatMap((notice): ChannelReceipt[] => {
		const [address] = notice.addresses;
		if (address === undefined || notice.purpose === 'reminder' || notice.purpose === 'expiry') return [];
		return [receiptOf(notice, address, now, { error: 'The sweep was interrupted while it was sending' })];
	});
	return { ...task.record, channels: tries.reduce<readonly ChannelReceipt[]>(withReceipt, task.decision.channels) };
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

/** Writes down what was sent. Somebody may have answered meanwhile: then what was just sent shows the outcome at once. */
async function record(
	{ ledger, showOutcome }: SweepPorts,
	tasks: readonly SweepTask[],
	sent: ReadonlyMap<string, readonly Sent[]>,
	viewFor: (decision: Decision) => DecisionView,
): Promise<Decision[]> {
	const written = tasks.map(({ decision, notices, record: values }) => {
		const tried = (sent.get(decision.decisionId) ?? []).flatMap(({ receipts }) => receipts);
		// Asked to come back later before anything was sent: it is all still due.
		const postponed = notices.length > 0 && tried.length === 0;
		const receipts = tried.filter(({ purpose }) => purpose !== 'expiry');
		const channels = receipts.reduce<readonly ChannelReceipt[]>(withReceipt, decision.channels);
		return { decision, receipts, patch: { ...(!postponed && values), channels, heldUntil: null } };
	});
	const won = await ledger.transitionAll(
		'decision_log',
		written.map(({ decision: { decisionId, status, heldUntil }, patch }) => {
			return { key: decisionId, expected: { status, heldUntil }, values: patch };
		}),
	);
	for (const { decision, receipts } of written.filter((_, index) => !won[index])) {
		const [current] = await ledger.read('decision_log', { decisionId: decision.decisionId });
		if (!current || receipts.length === 0) continue;
		const channels = receipts.reduce<readonly ChannelReceipt[]>(withReceipt, current.channels);
		await ledger.update('decision_log', [{ key: decision.decisionId, values: { channels } }]);
		if (current.status !== 'pending') await showOutcome({ ...current, channels: receipts }, viewFor(current));
	}
	return written.flatMap(({ decision, patch }, index) => (won[index] ? [{ ...decision, ...patch }] : []));
}

/** Lets go of decisions that a pass has kept and for which nothing is due any more. */
async function release(ledger: Ledger, abandoned: readonly Decision[]): Promise<void> {
	await ledger.transitionAll(
		'decision_log',
		abandoned.map(({ decisionId, heldUntil }) => ({ key: decisionId, expected: { heldUntil }, values: { heldUntil: null } })),
	);
}
