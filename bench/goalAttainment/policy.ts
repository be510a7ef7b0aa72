import type { Scenario } from './scenario';

/** What a workflow has done and brought, as far as that can be known. */
export interface Seen {
	readonly actions: number;
	readonly worth: number;
}

/** What a policy that is not the core may look at in the morning of a day (from 0). */
export interface Morning {
	readonly scenario: Scenario;
	readonly seed: number;
	readonly day: number;
	/** Money left of the budget; `Infinity` without one. */
	readonly left: number;
	/** Most a day may cost. */
	readonly ceiling: number;
	readonly seen: ReadonlyMap<string, Seen>;
}

/** Actions of today by workflow key. */
export type Policy = (morning: Morning) => Map<string, number>;

/** What money buys; of equals the one that costs nothing first. */
export const ratio = (worth: number, cost: number): number => (cost > 0 ? worth / cost : worth > 0 ? Infinity : 0);
