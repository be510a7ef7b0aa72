import { createGoal } from '../../../core/goal/createGoal';
import { readInstruction } from '../../../core/goal/readInstruction';
import type { Constraint, GoalDraft, ParsedInstruction } from '../../../core/goal/types';
import { DateTime } from 'luxon';
import type { BusinessState } from '../../../core/types';

/** Friday, 20 November 2026, noon in Tokyo. */
export const NOW = '2026-11-20T03:00:00.000Z';
export const ZONE = 'Asia/Tokyo';

/** Revenue per day: 30,000 in 2025, 20,000 to September 2026, 50,000 in October, 40,000 in November so far. */
const revenueOf = (day: string): number =>
	day < '2026-01-01' ? 30_000 : day < '2026-10-01' ? 20_000 : day < '2026-11-01' ? 50_000 : 40_000;

function everyDay(first: string, last: string): string[] {
	const days: string[] = [];
	for (
		let at = DateTime.fromISO(first, { zone: 'utc' });
		at <= DateTime.fromISO(last, { zone: 'utc' });
		at = at.plus({ days: 1 })
	)
		days.push(at.toISODate() ?? '');
	return days;
}

export const STATE: BusinessState = {
	source: 'input',
	revenue: everyDay('2025-01-01', '2026-11-19').map((day) => ({ day, amount: revenueOf(day) })),
	currency: 'JPY',
	customers: 400,
	newCustomersPerDay: 2,
	arpu: 98_000,
	trialConversion: 0.15,
};

export const read = (text: string, language: 'auto' | 'ja' | 'en' = 'auto'): ParsedInstruction =>
	readInstruction(text, { now: NOW, timeZone: ZONE, language, defaultCurrency: 'JPY' });

/** A goal, or the codes of what is asked instead. */
export function goalOrQuestions(text: string): GoalDraft | string[] {
	const result = createGoal(read(text), {
		state: STATE,
		timeZone: ZONE,
		currency: 'JPY',
		exchangeRates: { USD_JPY: 150, EUR_JPY: 160 },
	});
	return result.ok ? result.value : result.error.map(({ code }) => code);
}

/** A constraint in one line, budgets over the whole period left out: they are the goal's budget. */
function briefConstraint(constraint: Constraint): string | null {
	switch (constraint.type) {
		case 'budget':
			return constraint.per === 'total' ? null : `budget:${constraint.amount}/${constraint.per}`;
		case 'cap':
			return `cap:${constraint.count} ${constraint.unit}/${constraint.per}`;
		default:
			return `${constraint.type}:${constraint.workflowKey ?? constraint.name}`;
	}
}

/** A goal with days instead of instants, as the tables write it. */
export function brief(goal: GoalDraft): object {
	const local = (instant: string): DateTime => DateTime.fromISO(instant, { zone: ZONE });
	return {
		metric: goal.metric,
		target: goal.targetValue,
		currency: goal.currency,
		baseline: goal.baselineValue,
		first: local(goal.periodStart).toISODate(),
		last: local(goal.periodEnd).minus({ days: 1 }).toISODate(),
		budget: goal.budgetLimit,
		constraints: goal.constraints.flatMap((constraint) => briefConstraint(constraint) ?? []),
	};
}
