import type { Instant, Plan } from '../types';
import { createPlan } from './createPlan';
import type { PlanInput } from './planInput';

/** What to change; what is not named stays. */
export interface PlanChange {
	/** `null`: no budget. */
	readonly budgetLimit?: number | null;
	readonly periodEnd?: Instant;
	readonly targetValue?: number;
	/** Workflow keys left out beside those left out already. */
	readonly exclude?: readonly string[];
	/** Actions per day by workflow key. */
	readonly dailyCaps?: Readonly<Record<string, number>>;
}

/** The plan under other conditions. Nothing is saved; with the same seed the two plans differ only by the change. */
export function whatIf(input: PlanInput, change: PlanChange): Plan {
	const { budgetLimit, periodEnd, targetValue } = change;
	return createPlan({
		...input,
		goal: {
			...input.goal,
			...(budgetLimit !== undefined && { budgetLimit }),
			...(periodEnd !== undefined && { periodEnd }),
			...(targetValue !== undefined && { targetValue }),
		},
		exclude: [...(input.exclude ?? []), ...(change.exclude ?? [])],
		dailyCaps: { ...input.dailyCaps, ...change.dailyCaps },
	});
}
