import type { IDataObject } from 'n8n-workflow';
import type { Locale } from '../../core/types';

/** A tapped button, as far as an answer goes. */
export interface Tap {
	readonly type: 'tap';
	readonly queryId: string;
	readonly data: string;
	readonly userId: string;
	readonly locale: Locale;
}

/** A typed message, as far as an answer goes. */
export interface Reply {
	readonly type: 'reply';
	readonly chatId: string;
	readonly messageId: number;
	/** Message it replies to, `null` when it stands alone. */
	readonly replyTo: number | null;
	/** Text of the message it replies to, where a bot wrote that one. */
	readonly prompt: string | null;
	readonly text: string;
	readonly userId: string;
	readonly locale: Locale;
}

const field = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** Telegram's ids are whole numbers; anything else is none of Telegram's. */
const idOf = (value: unknown): string => {
	const id = field(value, 'id');
	return typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : '';
};

/** Reads an update of Telegram. `null` when it can be no answer: edits, photos, messages of bots and channels. */
export function readUpdate(update: IDataObject): Tap | Reply | null {
	const query = field(update, 'callback_query');
	const message = field(update, 'message');
	const from = field(query ?? message, 'from');
	const userId = idOf(from);
	if (userId === '' || field(from, 'is_bot') === true) return null;
	const locale: Locale = String(field(from, 'language_code') ?? '').startsWith('ja') ? 'ja' : 'en';
	if (query !== undefined) {
		const queryId = field(query, 'id');
		const data = field(query, 'data');
		return typeof queryId === 'string' && typeof data === 'string' ? { type: 'tap', queryId, data, userId, locale } : null;
	}
	const text = field(message, 'text');
	const messageId = field(message, 'message_id');
	if (typeof text !== 'string' || typeof messageId !== 'number') return null;
	const original = field(message, 'reply_to_message');
	const replyTo = field(original, 'message_id');
	const prompt = field(field(original, 'from'), 'is_bot') === true ? field(original, 'text') : undefined;
	return {
		type: 'reply',
		chatId: idOf(field(message, 'chat')),
		messageId,
		replyTo: typeof replyTo === 'number' ? replyTo : null,
		prompt: typeof prompt === 'string' ? prompt : null,
		text,
		userId,
		locale,
	};
}
