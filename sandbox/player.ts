import { DateTime } from 'luxon';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision, Goal, Instant } from '../core/types';
import { until } from './n8n/publicApi';
import type { Autopilot } from './n8n/provision';
import type { Servers } from './servers';

/** Who answers the questions: nobody at the keyboard taps `first`, `none` lets them expire, `ask` waits for a person. */
export type Approve = 'first' | 'none' | 'ask';

export interface PlayOptions {
	readonly goalId: string;
	/** Virtual days to play at most. */
	readonly days: number;
	readonly approve: Approve;
	/** Virtual time of the first morning. */
	readonly from: Instant;
	readonly timeZone: string;
	/** Called whenever something may have changed. */
	readonly onChange: (moment: Moment) => void;
	/** Ends the play early. */
	readonly signal?: AbortSignal;
}

/** Where the play stands. */
export interface Moment {
	readonly day: number;
	readonly days: number;
	readonly now: Instant;
	readonly goal: Goal;
	/** Waiting for an answer in the chat. */
	readonly question: Decision | null;
	/** What the sweep has just sent: reminder, escalation, expiry. */
	readonly sent: readonly string[];
}

const CLOSED = new Set(['achieved', 'missed', 'cancelled']);
const MORNING = { hour: 9, minute: 30 };
const EVENING = { hour: 23, minute: 50 };
const ANSWER_DEADLINE_MS = 90_000;
const QUESTIONS_PER_MOMENT = 10;
const LOOK_EVERY_MS = 700;
const HOUR_MS = 3_600_000;

/**
 * Plays a goal's days fast: each day the shop's clock moves to the morning, the loop ticks, questions are answered, the clock
 * moves to the evening, figures are observed and the daily report goes out. Stops when the goal is closed or the days are over.
 */
export async function play(autopilot: Autopilot, servers: Servers, options: PlayOptions): Promise<Goal> {
	const { goalId, days, signal } = options;
	let { goal, question } = await look(autopilot, goalId);
	let clock = options.from;
	for (let day = 1; day <= days && !isClosed(goal) && !signal?.aborted; day += 1) {
		const date = DateTime.fromISO(options.from, { zone: options.timeZone }).plus({ days: day - 1 });
		const morning = day === 1 ? date : date.set(MORNING);
		await moment('tick', { now: iso(morning) }, day);
		const periodEnd = DateTime.fromISO(goal.periodEnd, { zone: options.timeZone });
		const evening = date.set(EVENING);
		await moment('observe', { now: iso(evening), daily_report: true }, day);
		if (evening.plus({ minutes: 15 }) >= periodEnd && !isClosed(goal)) {
			await moment('observe', { now: iso(DateTime.max(periodEnd, evening).plus({ minutes: 1 })) }, day);
		}
	}
	if (!isClosed(goal) && !signal?.aborted && endsAfter(goal, options)) {
		await moment(
			'observe',
			{ now: iso(DateTime.fromISO(goal.periodEnd, { zone: options.timeZone }).plus({ minutes: 1 })) },
			days,
		);
	}
	return goal;

	/**
	 * Moves the clock, calls a webhook, and sees to the questions that came of it; after an answer the loop ticks again. On the way
	 * there a question that stays open is looked after every hour, as n8n's schedule does every minute.
	 */
	async function moment(hook: 'tick' | 'observe', body: { now: Instant; daily_report?: boolean }, day: number): Promise<void> {
		while (question && !signal?.aborted && Date.parse(clock) + HOUR_MS <= Date.parse(body.now)) {
			clock = new Date(Date.parse(clock) + HOUR_MS).toISOString();
			servers.control.advance(clock);
			const sent = purposesOf(await call(autopilot, 'sweep', { now: clock }));
			if (sent.length === 0) continue;
			({ goal, question } = await look(autopilot, goalId));
			if (!question) await until('the loop to do what follows from no answer', ANSWER_DEADLINE_MS, takenUp);
			options.onChange({ day, days, now: clock, goal, question, sent });
		}
		if (signal?.aborted) return;
		clock = body.now;
		servers.control.advance(body.now);
		await call(autopilot, hook, body);
		for (let answered = 0; answered < QUESTIONS_PER_MOMENT && !signal?.aborted; answered += 1) {
			({ goal, question } = await look(autopilot, goalId));
			options.onChange({ day, days, now: body.now, goal, question, sent: [] });
			if (!question || options.approve === 'none') return;
			if (options.approve === 'first') await tapFirst(autopilot, servers, question);
			const id = question.decisionId;
			await isApplied(autopilot, id, options.approve === 'first' ? ANSWER_DEADLINE_MS : Number.POSITIVE_INFINITY, signal);
			await call(autopilot, 'tick', { now: body.now });
		}
	}

	/** Whether the goal has moved on from a question that nobody answered. */
	async function takenUp(): Promise<boolean> {
		({ goal, question } = await look(autopilot, goalId));
		return question !== null || goal.status !== 'awaiting_decision';
	}
}

const isClosed = (goal: Goal): boolean => CLOSED.has(goal.status);
const iso = (time: DateTime): Instant => new Date(time.toMillis()).toISOString();

/** A goal "in one week" may end on the morning after the last evening. */
const endsAfter = (goal: Goal, { from, days, timeZone }: PlayOptions): boolean =>
	DateTime.fromISO(goal.periodEnd) <= DateTime.fromISO(from, { zone: timeZone }).plus({ days }).endOf('day');

async function look(autopilot: Autopilot, goalId: string): Promise<{ goal: Goal; question: Decision | null }> {
	const { goals_tracker: goals, decision_log: decisions } = await autopilot.ledger.readAll(['goals_tracker', 'decision_log']);
	const goal = goals.find((known) => known.goalId === goalId);
	if (!goal) throw new Error(`The goal ${goalId} is not in the ledger`);
	const question = decisions.find((decision) => decision.goalId === goalId && decision.status === 'pending');
	return { goal, question: question ?? null };
}

async function call(autopilot: Autopilot, hook: 'tick' | 'observe' | 'sweep', body: unknown): Promise<unknown> {
	const { status, body: answer } = await autopilot.post(hook, body);
	if (status !== 200)
		throw new Error(`The webhook autopilot/${hook} answered ${status}: ${JSON.stringify(answer).slice(0, 500)}`);
	return answer;
}

/** Which kinds of messages a sweep says that it has sent. */
function purposesOf(answer: unknown): string[] {
	const { decisions } = answer as {
		readonly decisions: readonly { readonly messages: readonly { readonly purpose: string }[] }[];
	};
	return [...new Set(decisions.flatMap(({ messages }) => messages.map(({ purpose }) => purpose)))];
}

/** Presses the first button of the question as the approver would, once it has arrived in the chat. */
async function tapFirst(autopilot: Autopilot, servers: Servers, { decisionId, question }: Decision): Promise<void> {
	const messageId = await until(`the question "${question}" to reach the chat`, ANSWER_DEADLINE_MS, async () => {
		const [decision] = await autopilot.ledger.read('decision_log', { decisionId });
		return decision?.channels.find(({ reference }) => reference.messageId !== undefined)?.reference.messageId;
	});
	servers.control.chat.tap(messageId, 0, servers.approverId);
}

/** Waits until the outcome of a decision has been carried out: answered and applied, or closed without an answer. */
async function isApplied(autopilot: Autopilot, decisionId: string, deadlineMs: number, signal?: AbortSignal): Promise<void> {
	const deadline = Date.now() + deadlineMs;
	while (!signal?.aborted) {
		const [decision] = await autopilot.ledger.read('decision_log', { decisionId });
		if (!decision || ['expired', 'cancelled', 'superseded'].includes(decision.status)) return;
		if (decision.status !== 'pending' && decision.appliedAt !== null) return;
		if (Date.now() > deadline)
			throw new Error(`The answer to ${decisionId} was not carried out: it is still "${decision.status}"`);
		await sleep(LOOK_EVERY_MS);
	}
}
