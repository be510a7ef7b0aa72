export type VerdictKind = 'allow' | 'ask' | 'deny';

/** What the policy says, and which rule said it. */
export interface Verdict {
	readonly kind: VerdictKind;
	/** Name of the rule that decided, e.g. `mass-send`. */
	readonly rule: string;
	/** Why, in the goal's language. */
	readonly reason: string;
}
