import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import { cleanLine } from '../decision/safeText';
import { CHAT_TEXTS } from '../locale/chat';
import { formatPercent, formatValue } from '../locale/format';
import { REPORT_TEXTS } from '../locale/report';
import { obstaclesOf } from '../execution/obstacles';
import { localMinute } from '../time';
import type { Goal, Instant, Locale } from '../types';

const LONGEST_INSTRUCTION = 100;
const LONGEST_QUESTION = 150;

/** The goals an approver can name by number: those that are not closed, oldest first. The first has the number 1. */
export const numberedGoals = (goals: readonly Goal[]): Goal[] =>
	goals
		.filter(({ closedAt, status }) => closedAt === null && status !== 'draft')
		.sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.goalId.localeCompare(b.goalId));

/** A goal as it is named in a line of chat: by its owner's words, cut where they are many. */
export const shortInstruction = ({ instruction }: Goal): string => cleanLine(instruction, LONGEST_INSTRUCTION);

/** The lines of `/goals`, each goal in its own language; with `figures` those of `/status`. */
export function goalLines(states: readonly LoopState[], figures: boolean, now: Instant): string[] {
	return states.flatMap((state, index) => {
		const { goal, decisions, settings } = state;
		const texts = CHAT_TEXTS[goal.locale];
		const value = (amount: number): string => formatValue(amount, goal.metric, goal.currency, goal.locale);
		const money = (amount: number): string => formatValue(amount, 'revenue', goal.currency ?? settings.currency, goal.locale);
		const head = texts.goal(index + 1, shortInstruction(goal), REPORT_TEXTS[goal.locale].status[goal.status], lastDay(goal));
		if (!figures) return [head];
		const { resting, retriesToday, retryBudget } = obstaclesOf(state, now);
		const probability = goal.probability === null ? null : formatPercent(goal.probability);
		return [
			head,
			texts.figures(value(goal.progressValue), value(goal.targetValue), formatPercent(goal.achievementRate), probability),
			texts.money(money(goal.spent), goal.budgetLimit === null ? null : money(goal.budgetLimit)),
			...decisions
				.filter(({ status }) => status === 'pending')
				.map(({ question }) => texts.waiting(cleanLine(question, LONGEST_QUESTION))),
			...resting.map(({ name, until }) =>
				texts.resting(name, until !== null && until > now ? localMinute(until, goal.timeZone) : null),
			),
			...(retriesToday > 0 ? [texts.retries(retriesToday, retryBudget)] : []),
		];
	});
}

/** The end of a period is exclusive; people name its last day. */
const lastDay = ({ periodEnd, timeZone }: Goal): string =>
	DateTime.fromISO(periodEnd, { zone: timeZone }).minus({ milliseconds: 1 }).toFormat('yyyy-MM-dd');

/** The language of an answer about several goals: that of the first, or the person's where there is none. */
export const chatLocale = (goals: readonly Pick<Goal, 'locale'>[], person: Locale): Locale => goals[0]?.locale ?? person;
