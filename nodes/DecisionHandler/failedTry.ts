import { isAutopilotError } from '../../core/errors';

/** Answers that no later try will change: the chat is unknown, or the person has blocked the bot. */
const FINAL_STATUS: ReadonlySet<unknown> = new Set([400, 403]);

/** What is known of a try to send something that failed. */
export interface FailedTry {
	readonly error: string;
	/** Trying again is of no use. */
	readonly isFinal: boolean;
	/** The service named a time after which to come back. */
	readonly isResting: boolean;
}

/** Reads a failure. Only the pack's own messages are known to hold no secret. */
export function failedTry(error: unknown): FailedTry {
	if (!isAutopilotError(error)) return { error: 'unexpected failure', isFinal: false, isResting: false };
	const { message, details } = error;
	return {
		error: message,
		isFinal: FINAL_STATUS.has(details.status),
		isResting: typeof details.retryAfterSeconds === 'number',
	};
}
