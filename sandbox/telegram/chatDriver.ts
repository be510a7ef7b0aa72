import type { InlineKeyboardButton } from 'node-telegram-bot-api';
import type { ChatStore, ChatUser, StoredMessage, Tap } from './chat';

/** Plays the people in the chats: what a thumb on a phone can do, and what eyes can see. */
export class ChatDriver {
	constructor(private readonly chats: ChatStore) {}

	/** Everything in the chat of this user, oldest first. */
	messages(userId: number): readonly StoredMessage[] {
		return this.chats.list(userId);
	}

	/** Taps of this user with the bot's answers to them (the toasts). */
	taps(userId: number): readonly Tap[] {
		return this.chats.tapsOf(userId);
	}

	/**
	 * Presses a button by its text (exact, else the only one that contains it) or by its index, counted row by row.
	 * `chatUserId` is whose chat the message is in, when another person presses, as somebody with a forwarded callback could.
	 * @throws RangeError when there is no such message or button
	 */
	tap(messageId: number, button: string | number, userId: number, chatUserId = userId): Tap {
		const buttons = this.buttons(chatUserId, messageId).flat();
		const matches = typeof button === 'string' ? buttons.filter(({ text }) => text.includes(button)) : [];
		const found =
			typeof button === 'number'
				? buttons[button]
				: (buttons.find(({ text }) => text === button) ?? (matches.length === 1 ? matches[0] : undefined));
		if (found === undefined) {
			const offered = buttons.map(({ text }) => `"${text}"`).join(', ');
			throw new RangeError(`Message ${messageId} has no button ${JSON.stringify(button)}, only ${offered || 'none'}`);
		}
		return this.chats.tap(userId, messageId, found, chatUserId);
	}

	/** Presses the button at a place of the keyboard. */
	tapAt(userId: number, messageId: number, row: number, column: number): Tap {
		const button = this.buttons(userId, messageId)[row]?.[column];
		if (button === undefined) throw new RangeError(`Message ${messageId} has no button there`);
		return this.chats.tap(userId, messageId, button);
	}

	/** Sends a callback the message never offered, as a forged client could. */
	forgeTap(messageId: number, data: string, userId: number, chatUserId = userId): Tap {
		return this.chats.tap(userId, messageId, { text: 'forged', callback_data: data }, chatUserId);
	}

	/** As if minutes went by: the bot can no longer answer the taps so far. */
	expireTaps(): void {
		this.chats.forgetTaps();
	}

	/** Writes to the bot. @returns the message's id */
	type(text: string, userId: number, replyTo?: number): number {
		return this.chats.type(userId, text, replyTo).messageId;
	}

	addUser(userId: number, firstName: string, languageCode?: string): void {
		this.chats.addUser(userId, firstName, languageCode);
	}

	users(): readonly ChatUser[] {
		return this.chats.allUsers();
	}

	/** The bot then gets 403 for this user. */
	block(userId: number, blocked = true): void {
		this.chats.setBlocked(userId, blocked);
	}

	private buttons(userId: number, messageId: number): readonly (readonly InlineKeyboardButton[])[] {
		const message = this.chats.find(userId, messageId);
		if (message === undefined) throw new RangeError(`Chat ${userId} has no message ${messageId}`);
		return message.markup?.inline_keyboard ?? [];
	}
}
