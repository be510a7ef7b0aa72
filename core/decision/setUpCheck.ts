/** One thing that was looked at, in words for whoever sets the pack up. */
export interface SetUpCheck {
	/** What was looked at, e.g. `Public URL`. */
	readonly check: string;
	/** `undecided`: it could not be looked at, so nobody knows. */
	readonly result: 'passed' | 'failed' | 'undecided';
	/** Whether it passed. What is undecided has not. */
	readonly ok: boolean;
	/** What was found. */
	readonly message: string;
	/** What to do about it; empty where nothing is to be done. */
	readonly remedy: string;
}

/** Makes the results of one check. */
export const checkOf = (
	check: string,
): {
	ok: (message: string) => SetUpCheck;
	fails: (message: string, remedy: string) => SetUpCheck;
	undecided: (message: string, remedy: string) => SetUpCheck;
} => ({
	ok: (message) => ({ check, result: 'passed', ok: true, message, remedy: '' }),
	fails: (message, remedy) => ({ check, result: 'failed', ok: false, message, remedy }),
	undecided: (message, remedy) => ({ check, result: 'undecided', ok: false, message, remedy }),
});
