import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'node-telegram-bot-api';
import { badRequest } from './errors';

const MAX_MARKUP_BYTES = 10_240;
const KINDS = [
	'url',
	'callback_data',
	'web_app',
	'login_url',
	'switch_inline_query',
	'switch_inline_query_current_chat',
	'copy_text',
	'pay',
];

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readButton(value: unknown): InlineKeyboardButton {
	const refuse = (why: string): Error => badRequest(`can't parse inline keyboard button: ${why}`);
	if (!isObject(value)) throw refuse('InlineKeyboardButton must be an Object');
	const { text, callback_data: data, url } = value;
	if (typeof text !== 'string') throw refuse('Can\'t find field "text"');
	if (!KINDS.some((kind) => value[kind] !== undefined)) throw refuse('Text buttons are unallowed in the inline keyboard');
	if (data !== undefined) {
		if (typeof data !== 'string') throw refuse('Field "callback_data" must be of type String');
		const bytes = Buffer.byteLength(data);
		if (bytes === 0 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
	}
	if (url !== undefined) {
		const valid = typeof url === 'string' && /^(https?|tg|ton):/i.test(url) && URL.canParse(url);
		// Telegram's servers know no host without a dot, so a link to "localhost" is refused there as well.
		const hasDot = valid && (!/^https?:/i.test(url) || new URL(url).hostname.includes('.'));
		if (!hasDot) throw badRequest(`inline keyboard button URL '${String(url)}' is invalid: Wrong HTTP URL`);
	}
	return value as unknown as InlineKeyboardButton;
}

/**
 * Reads `reply_markup`. Keyboards that replace the phone's keyboard are accepted and not kept.
 * @returns the inline keyboard, or `undefined` when there is none or it is empty
 * @throws TelegramError 400
 */
export function readMarkup(value: unknown): InlineKeyboardMarkup | undefined {
	if (value === undefined) return undefined;
	if (!isObject(value)) throw badRequest('object expected as reply markup');
	const rows = value['inline_keyboard'];
	if (rows === undefined) return undefined;
	if (Buffer.byteLength(JSON.stringify(value)) > MAX_MARKUP_BYTES) throw badRequest('reply markup is too long');
	if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
	const keyboard = rows.map((row: unknown) => {
		if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
		return row.map(readButton);
	});
	const filled = keyboard.filter((row) => row.length > 0);
	return filled.length === 0 ? undefined : { inline_keyboard: filled };
}
