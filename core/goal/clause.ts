import type { Hedge } from './types';

/** What a few words of an instruction say by themselves. */
export type Clause =
	| { readonly kind: 'budget'; readonly amount: number; readonly currency: string | null; readonly per: Per }
	| { readonly kind: 'cap'; readonly count: number; readonly unit: string; readonly per: Per }
	| { readonly kind: 'exclude' | 'only'; readonly workflowKey: string | null; readonly from: number; readonly to: number }
	| { readonly kind: 'figure'; readonly figure: Figure };

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
}
