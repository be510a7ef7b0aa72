import type { Decision, DecisionOption } from '../../core/types';

/**
 * The owner of the benchmark: takes what is recommended, but never raises the budget, and never agrees to spend more than it. Where the
 * recommendation would, the first approving option that does not is taken; where there is none, the owner refuses.
 *
 * @param budget `null`: the owner named none, so what the first plan costs is agreed to
 */
export function answerOf({ options, recommended, kind }: Decision, budget: number | null): DecisionOption | undefined {
	const isWithin = ({ outcome, effect, spend }: DecisionOption): boolean => {
		if (outcome !== 'approve' || effect.type === 'set_budget') return false;
		const limit = budget ?? (kind === 'plan_approval' ? Infinity : null);
		// Whoever keeps on in spite of an overrun lifts the ceiling of the goal.
		if (kind === 'budget_overrun' && effect.type === 'continue') return false;
		return limit === null || spend === null || spend.amount <= limit * (1 + 1e-9);
	};
	const first = options.find(({ key }) => key === recommended);
	return first && isWithin(first) ? first : (options.find(isWithin) ?? options.find(({ outcome }) => outcome === 'reject'));
}
