import type { Plan } from '../types';

/** What each day of a plan is expected to bring; its targets, where nothing better is known. */
export const expectationOf = (plan: Plan): readonly number[] => plan.expectedPerDay ?? plan.dailyTargets;

/** Size of one event of a plan's metric: the value of a customer for money, 1 for counts. */
export function lumpOf(plan: Plan | null, isMoney: boolean): number {
	if (!isMoney) return 1;
	const values = plan?.allocations.map(({ valuePerConversion }) => valuePerConversion).filter((value) => value > 0) ?? [];
	return plan?.valuePerCustomer?.value ?? values[0] ?? 1;
}

/** Least relative variance of any plan: none is surer of itself than ±10 %. */
const LEAST_DOUBT = 0.01;

/** Relative variance of a plan's expectation: what its 90 % interval holds beyond the chance of single events. */
export function doubtOf(plan: Plan, lump: number): number {
	const expected = expectationOf(plan).reduce((sum, amount) => sum + amount, 0);
	if (expected <= 0) return 1;
	const deviation = (plan.forecast.high - plan.forecast.low) / (2 * 1.645);
	return Math.max(LEAST_DOUBT, (deviation ** 2 - lump * expected) / expected ** 2);
}
