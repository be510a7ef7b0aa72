import type { Decision, Goal } from '../types';

/**
 * What a goal may cost, in its currency: its budget, or more where a person who was shown a foreseen overspend agreed to it. Their latest
 * word on the money counts. `null`: the goal has no budget.
 */
export function agreedSpend({ budgetLimit }: Pick<Goal, 'budgetLimit'>, decisions: readonly Decision[]): number | null {
	if (budgetLimit === null) return null;
	const [latest] = decisions
		.flatMap((decision) => {
			const amount = agreedIn(decision);
			return amount === null ? [] : [{ amount, answeredAt: decision.answeredAt ?? '' }];
		})
		.sort((one, other) => (one.answeredAt > other.answeredAt ? -1 : 1));
	return Math.max(budgetLimit, latest?.amount ?? 0);
}

/** The money that an answer agreed to; `null`: it was not about that. */
function agreedIn({ kind, status, options, answer }: Decision): number | null {
	const chosen = status === 'approved' ? options.find(({ key }) => key === answer) : undefined;
	if (chosen?.effect.type === 'set_budget') return chosen.effect.budgetLimit;
	return kind === 'budget_overrun' ? (chosen?.spend?.amount ?? null) : null;
}
