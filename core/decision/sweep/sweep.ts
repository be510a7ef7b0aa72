import type { Settings } from '../../settings';
import type { Decision, Instant, TimeZone } from '../../types';
import { parseApprover } from '../approver';
import { isOverdue } from '../closeDecision';
import { addressesOf, MAX_ATTEMPTS, nextAttempt, purposeFor, reachedAt } from './addresses';
import type { Notice } from './notice';
import { escalationDue, type LadderSettings, nextInLine } from './ladder';
import { isQuiet, type Quiet, quietFor } from './quietHours';
import { reminderState } from './reminders';

/** What the sweep goes by. */
export type SweepSettings = LadderSettings & Pick<Settings, 'quietHours' | 'urgentInQuietHours' | 'timeZone'>;

/** What is due for one decision: messages, and what its record says once they are sent. */
export interface SweepTask {
	readonly decision: Decision;
	readonly notices: readonly Notice[];
	readonly record: Partial<Pick<Decision, 'approvers' | 'nextReminderAt' | 'escalationLevel' | 'announcedAt'>>;
	/** An earlier sweep began this and never said how it ended: it is done once more, and recorded before. */
	readonly isRepeat: boolean;
}

export interface SweepPlan {
	/** Pending after their deadline. */
	readonly overdue: readonly Decision[];
	/** The most pressing first. */
	readonly tasks: readonly SweepTask[];
	/** Kept from others by a sweep that is over. */
	readonly abandoned: readonly Decision[];
	/** Answered; an execution that was not woken may still wait for the outcome. */
	readonly answered: readonly Decision[];
}

export interface SweepInput {
	/** Pending decisions, and closed ones that are not done with: their `announcedAt` is empty. */
	readonly decisions: readonly Decision[];
	readonly settings: SweepSettings;
	/** Time zones of goals by id. */
	readonly zones: ReadonlyMap<string, TimeZone>;
	/** Approvers who have voted already, by decision. */
	readonly voted?: ReadonlyMap<string, ReadonlySet<string>>;
	readonly now: Instant;
}

const GRACE_MS = 120_000;

/** Whether whoever asks may still be sending: the sweep leaves the question alone then. */
export const isJustAsked = ({ askedAt }: Decision, now: Instant): boolean => Date.parse(askedAt) + GRACE_MS > Date.parse(now);

/** What is due now. Pure; the caller takes each decision with a compare-and-set before it sends anything. */
export function sweep(input: SweepInput): SweepPlan {
	const overdue: Decision[] = [];
	const tasks: SweepTask[] = [];
	const abandoned: Decision[] = [];
	const answered: Decision[] = [];
	for (const decision of input.decisions) {
		if (isOverdue(decision, input.now)) overdue.push(decision);
		else if (decision.status === 'approved' || decision.status === 'rejected') answered.push(decision);
		else if (decision.heldUntil !== null && decision.heldUntil > input.now) continue;
		else {
			const task = decision.status === 'pending' ? pendingTask(decision, input) : announcement(decision, input.now);
			if (task) tasks.push(task);
			else if (decision.heldUntil !== null) abandoned.push(decision);
		}
	}
	return { overdue, tasks: tasks.sort(byPressure), abandoned, answered };
}

/** Whoever answers may be waking the execution right now; two calls at once could let it go on twice. */
const WAKING_MS = 30_000;

/** Whether whoever took the answer has had the time to wake the executions that wait. */
export const isWakingOver = ({ answeredAt }: Decision, now: Instant): boolean => {
	const since = Date.parse(now) - Date.parse(answeredAt ?? '');
	return !(since >= 0 && since < WAKING_MS);
};

/**
 * Tells everybody who was asked that time is up, and every service behind a webhook that showed the question. A question that was
 * taken back needs no message of its own: where it stands it is shown as taken back. `null` when that was done.
 */
export function announcement(decision: Decision, now: Instant): SweepTask | null {
	if (decision.announcedAt !== null) return null;
	const told = new Set<string>();
	const notices = decision.approvers.flatMap((approver): Notice[] => {
		if (decision.status !== 'expired') return [];
		const addresses = [...new Set(reachedAt(decision, approver).toReversed())];
		// Several approvers may share a target, which is told once.
		const targets = addresses.filter((address) => isWebhook(address) && !told.has(address));
		for (const target of targets) told.add(target);
		const messages = addresses.filter((address) => !isWebhook(address));
		return [...(messages.length > 0 ? [messages] : []), ...targets.map((target) => [target])].map((to) => {
			return { purpose: 'expiry', approver, addresses: to, tried: 0 };
		});
	});
	return { decision, notices, record: { announcedAt: now }, isRepeat: decision.heldUntil !== null };
}

const isWebhook = (address: string): boolean => parseApprover(address).channel === 'webhook';

/** Messages that put the question before those who have not got it, at any hour; and what waits for the quiet hours to end. */
function pendingTask(decision: Decision, { settings, zones, voted, now }: SweepInput): SweepTask | null {
	if (isJustAsked(decision, now)) return null;
	const unreached = decision.approvers.flatMap((approver): Notice[] => {
		const attempt = nextAttempt(decision, approver, settings);
		return attempt && attempt.due <= now ? [{ ...attempt, approver, addresses: [attempt.address] }] : [];
	});
	const zone = zones.get(decision.goalId) ?? settings.timeZone;
	const quiet = quietFor(decision, settings, zone);
	const timely = escalation(decision, settings, quiet, now) ?? reminder(decision, settings, quiet, now, voted);
	if (unreached.length === 0 && !timely) return null;
	const notices = [...unreached, ...(timely?.notices ?? [])];
	return { decision, notices, record: timely?.record ?? {}, isRepeat: decision.heldUntil !== null };
}

type Timely = Pick<SweepTask, 'notices' | 'record'>;

function escalation(decision: Decision, settings: SweepSettings, quiet: Quiet, now: Instant): Timely | null {
	const due = escalationDue(decision, settings, quiet);
	if (due === null || due > now || isQuiet(now, quiet)) return null;
	const next = nextInLine(decision, settings);
	if (!next) return null;
	const { approver, address, level, isNew } = next;
	return {
		notices: [{ purpose: 'escalation', approver, addresses: [address], tried: 0 }],
		record: { escalationLevel: level, ...(isNew && { approvers: [...decision.approvers, approver] }) },
	};
}

/** Reminds whoever has not voted where they have the question; whoever could not be reached at all is tried everywhere again. */
function reminder(
	decision: Decision,
	settings: SweepSettings,
	quiet: Quiet,
	now: Instant,
	voted: SweepInput['voted'],
): Timely | null {
	const { due, next } = reminderState(decision, quiet, now);
	if (!due || isQuiet(now, quiet)) return null;
	const done = voted?.get(decision.decisionId);
	const notices = decision.approvers.flatMap((approver): Notice[] => {
		if (done?.has(approver)) return [];
		const reached = reachedAt(decision, approver);
		if (reached.length === 0 && nextAttempt(decision, approver, settings)) return [];
		const others = addressesOf(decision, approver, settings).filter((address) => !reached.includes(address));
		// Another try at what was given up stays the last one, so that it is not begun from the start.
		if (reached.length === 0)
			return [{ purpose: purposeFor(decision, approver), approver, addresses: others, tried: MAX_ATTEMPTS - 1 }];
		return [{ purpose: 'reminder', approver, addresses: [...reached.toReversed(), ...others], tried: 0 }];
	});
	return { notices, record: { nextReminderAt: next } };
}

const RANK: Readonly<Record<Notice['purpose'], number>> = { expiry: 0, escalation: 1, question: 2, reminder: 3 };
const LAST = 4;

/** What cannot wait first, and of the like what ends first. */
function byPressure(one: SweepTask, other: SweepTask): number {
	const rank = ({ notices }: SweepTask): number => Math.min(LAST, ...notices.map(({ purpose }) => RANK[purpose]));
	return rank(one) - rank(other) || Date.parse(one.decision.deadline) - Date.parse(other.decision.deadline);
}
