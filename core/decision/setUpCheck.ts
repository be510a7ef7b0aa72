/** One thing that was looked at, in words for whoever sets the pack up. */
export interface SetUpCheck {
	/** What was looked at, e.g. `Public URL`. */
	readonly check: string;
	readonly ok: boolean;
	/** What was found. */
	readonly message: string;
	/** What to do about it; empty where nothing is to be done. */
	readonly remedy: string;
}

/** Makes the results of one check. */
export const checkOf = (
	check: string,
): { ok: (message: string) => SetUpCheck; fails: (message: string, remedy: string) => SetUpCheck } => ({
	ok: (message) => ({ check, ok: true, message, remedy: '' }),
	fails: (message, remedy) => ({ check, ok: false, message, remedy }),
});
