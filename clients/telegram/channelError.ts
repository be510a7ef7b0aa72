import { AutopilotError, isAutopilotError } from '../../core/errors';
import { scrub } from '../http/scrub';

/** What the library throws when Telegram itself refused: recognised by shape, so that the library need not be loaded for it. */
interface TelegramRefusal extends Error {
	readonly errorCode: number;
	readonly description: string;
	readonly retryAfter?: number;
}

const isRefusal = (error: unknown): error is TelegramRefusal =>
	error instanceof Error && 'errorCode' in error && typeof error.errorCode === 'number' && 'description' in error;

/**
 * CHANNEL_FAILED with what Telegram said. A transport's own message is left out, because the bot's token is part of every URL,
 * and the token is taken out of what is left.
 */
export function asChannelError(method: string, error: unknown, token: string): AutopilotError {
	if (isAutopilotError(error)) return error;
	if (!isRefusal(error))
		return new AutopilotError('CHANNEL_FAILED', `Telegram could not be reached (${method})`, { channel: 'telegram' });
	const said = scrub(error.description.replaceAll(token, '***'));
	const message = `Telegram answered ${error.errorCode} to ${method}: ${said}`;
	const details = { channel: 'telegram', status: error.errorCode };
	const wait = error.retryAfter;
	return new AutopilotError('CHANNEL_FAILED', message, wait === undefined ? details : { ...details, retryAfterSeconds: wait });
}

/** Whether a failure only says that what was wanted is so already, or can no longer matter. */
export const isHarmless = (error: unknown, phrases: readonly string[]): boolean =>
	isAutopilotError(error) && error.details.status === 400 && phrases.some((phrase) => error.message.includes(phrase));
