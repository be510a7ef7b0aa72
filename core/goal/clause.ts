import type { Hedge } from './types';

/** What a few words of an instruction say by themselves. */
export type Clause =
	| { readonly kind: 'budget'; readonly amount: number; readonly currency: string | null; readonly per: Per }
	| { readonly kind: 'cap'; readonly count: number; readonly unit: string; readonly per: Per }
	| { readonly kind: 'exclude' | 'only'; readonly items: readonly NamedThing[] }
	| { readonly kind: 'figure'; readonly figure: Figure };

/** Something named: a workflow key where the name is known. Offsets are those of the normalised text. */
export interface NamedThing {
	readonly workflowKey: string | null;
	readonly start: number;
	readonly end: number;
}

export type Per = 'total' | 'day' | 'week' | 'month';

/** A figure that may be the target. */
export interface Figure {
	readonly type: 'money' | 'count' | 'bare';
	readonly value: number;
	readonly upTo: number | null;
	/** Null when unsaid, `?` when the name is shared by several currencies. */
	readonly currency: string | null;
	readonly hedge: Hedge | null;
	/** What is counted: people, item … */
	readonly unit: string | null;
	/** "by 50": on top of what there is. */
	readonly change: 'up' | 'down' | null;
	/** "a day": so much each day rather than in all. */
	readonly per: Per;
}
