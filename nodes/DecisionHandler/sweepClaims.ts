import { receiptOf, withReceipt } from '../../core/decision/sweep/addresses';
import type { SweepTask } from '../../core/decision/sweep/sweep';
import type { DecisionView } from '../../core/decision/view';
import { addSeconds } from '../../core/time';
import type { ChannelReceipt, Decision, Instant } from '../../core/types';
import type { Change, Ledger } from '../../ledger/ledger';
import { noteReceipts } from './noteReceipts';
import type { Sent, SweepPorts } from './sweepPass';

/** A sweep that has not said how it ended after this time has died. */
const HOLD_SECONDS = 600;

/** A task that no other pass has, and what its record says of it already. */
export interface Taken extends SweepTask {
	readonly noted: Partial<Decision>;
}

/** Messages to send or to change, and executions to wake: none of them is free, and a pass has a time to end. */
const effortOf = ({ decision, notices }: SweepTask): number => {
	const { status, channels, resumeUrls } = decision;
	// Only of a question that is closed are messages changed and executions woken.
	const closing = status === 'pending' ? 0 : channels.filter((receipt) => receipt.status === 'sent').length + resumeUrls.length;
	return Math.max(1, notices.length + closing);
};

/**
 * Takes as many tasks as this pass may do, told by their messages. Who may answer from now on is written with the claim: their buttons
 * have to work as soon as they see them, and a pass takes a while.
 * @returns those that no other pass has taken.
 */
export async function take({ ledger, now, maxMessages }: SweepPorts, due: readonly SweepTask[]): Promise<Taken[]> {
	let effort = 0;
	const wanted = due.filter((task, index) => {
		effort += effortOf(task);
		return index === 0 || effort <= maxMessages;
	});
	const heldUntil = addSeconds(now, HOLD_SECONDS);
	const taken = wanted.map((task): Taken => {
		const noted = task.isRepeat || task.record.approvers ? recordBefore(task, now) : {};
		return { ...task, noted };
	});
	const changes = taken.map(({ decision: { decisionId, status, heldUntil: before }, noted }): Change<'decision_log'> => {
		return { key: decisionId, expected: { status, heldUntil: before }, values: { ...noted, heldUntil } };
	});
	const won = await ledger.transitionAll('decision_log', changes);
	return taken.filter((_, index) => won[index]).map((task) => ({ ...task, decision: { ...task.decision, heldUntil } }));
}

/** What is recorded of a task before it is sent, so that a pass that dies is made up for once: that it may have failed. */
function recordBefore(task: SweepTask, now: Instant): Partial<Decision> {
	const tries = task.notices.flatMap((notice): ChannelReceipt[] => {
		const [address] = notice.addresses;
		if (address === undefined || notice.purpose === 'reminder' || notice.purpose === 'expiry') return [];
		return [receiptOf(notice, address, now, { error: 'The sweep was interrupted while it was sending' })];
	});
	return { ...task.record, channels: tries.reduce<readonly ChannelReceipt[]>(withReceipt, task.decision.channels) };
}

/** Writes down what was sent. Somebody may have answered meanwhile: then what was just sent shows the outcome at once. */
export async function record(
	{ ledger, now, showOutcome }: SweepPorts,
	tasks: readonly Taken[],
	sent: ReadonlyMap<string, readonly Sent[]>,
	viewFor: (decision: Decision) => DecisionView,
): Promise<Decision[]> {
	const written = tasks.map(({ decision, notices, record: values, noted }) => {
		const tried = (sent.get(decision.decisionId) ?? []).flatMap(({ receipts }) => receipts);
		// Asked to come back later before anything was sent: it is all still due.
		const postponed = notices.length > 0 && tried.length === 0;
		const receipts = tried.filter(({ purpose }) => purpose !== 'expiry');
		const channels = receipts.reduce<readonly ChannelReceipt[]>(withReceipt, noted.channels ?? decision.channels);
		return { decision, receipts, patch: { ...noted, ...(!postponed && values), channels, heldUntil: null } };
	});
	const won = await ledger.transitionAll(
		'decision_log',
		written.map(({ decision: { decisionId, status, heldUntil }, patch }) => {
			return { key: decisionId, expected: { status, heldUntil }, values: patch };
		}),
	);
	for (const { decision, receipts } of written.filter((_, index) => !won[index])) {
		const [found] = await ledger.read('decision_log', { decisionId: decision.decisionId });
		if (!found || receipts.length === 0) continue;
		// Another pass may be adding its own in this moment.
		const current = await noteReceipts(ledger, decision.decisionId, receipts, now);
		if (current.status !== 'pending') await showOutcome({ ...current, channels: receipts }, viewFor(current));
	}
	return written.flatMap(({ decision, patch }, index) => (won[index] ? [{ ...decision, ...patch }] : []));
}

/** Lets go of decisions that a pass has kept and for which nothing is due any more. */
export async function release(ledger: Ledger, abandoned: readonly Decision[]): Promise<void> {
	await ledger.transitionAll(
		'decision_log',
		abandoned.map(({ decisionId, heldUntil }) => ({ key: decisionId, expected: { heldUntil }, values: { heldUntil: null } })),
	);
}
