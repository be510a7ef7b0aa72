/** One message to one person. */
export interface Notice {
	readonly purpose: 'question' | 'reminder' | 'escalation' | 'expiry';
	/** For whom it is, `telegram:123`. */
	readonly approver: string;
	/** Where to send it: the first that takes it. */
	readonly addresses: readonly string[];
	/** Tries at the first address before this one. */
	readonly tried: number;
}
