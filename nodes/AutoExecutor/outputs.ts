import type { Routed } from '../shared/items';

/** The outputs of the node. */
export const OUTPUT = { result: 0, needsDecision: 1, report: 2 } as const;

/** Downstream nodes need an item to run on, also when there was nothing to do. */
export const orNothing = (routed: readonly Routed[]): readonly Routed[] =>
	routed.length > 0 ? routed : [{ output: OUTPUT.result, json: { active_goals: 0 } }];
