import type {
	CallbackQuery,
	InlineKeyboardButton,
	InlineKeyboardMarkup,
	Message,
	MessageEntity,
	PhotoSize,
	User,
} from 'node-telegram-bot-api';
import type { Clock } from '../shared/clock';
import { TelegramError, badRequest } from './errors';

/** An update before it got its number. */
export type UpdateContent = { readonly message: Message } | { readonly callback_query: CallbackQuery };

const MESSAGES_PER_CHAT = 1_000;
const TAPS_KEPT = 1_000;
const MAX_USERS = 1_000;

/** What the emulator keeps of a message. The Bot API's `Message` is made from it. */
export interface StoredMessage {
	readonly messageId: number;
	readonly userId: number;
	readonly fromBot: boolean;
	readonly date: number;
	readonly editDate?: number;
	readonly text: string;
	readonly entities: readonly MessageEntity[];
	readonly markup?: InlineKeyboardMarkup;
	readonly replyTo?: number;
	/** Text is the file's caption then. */
	readonly attachment?: Attachment;
}

export interface Attachment {
	readonly kind: 'photo' | 'document';
	readonly fileId: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly size: number;
}

/** A tap on an inline button and the bot's answer to it. */
export interface Tap {
	readonly queryId: string;
	readonly userId: number;
	readonly messageId: number;
	readonly data: string;
	/** `null` until the bot answers; an empty text takes the spinner away and shows nothing. */
	readonly answer: { readonly text: string; readonly showAlert: boolean } | null;
}

export interface ChatUser {
	readonly id: number;
	readonly firstName: string;
	readonly languageCode: string;
	readonly blocked: boolean;
}

export const BOT_USER: User = { id: 7_000_000_001, is_bot: true, first_name: 'Autopilot', username: 'autopilot_sandbox_bot' };

/** The private chats between one bot and its users, as Telegram's servers hold them. */
export class ChatStore {
	private readonly users = new Map<number, ChatUser>();
	private readonly messages = new Map<number, StoredMessage[]>();
	private taps: Tap[] = [];
	private lastMessageId = 0;
	private lastQuery = 0;
	private readonly listeners = new Set<() => void>();

	constructor(
		private readonly clock: Clock,
		/** Hands an update without its id to the delivery. */
		private readonly emit: (update: UpdateContent) => void,
	) {}

	/** Seconds since the epoch. */
	private date(): number {
		return Math.floor(this.clock.now() / 1000);
	}

	/** Somebody who has started the bot. Known people stay as they are. @throws RangeError beyond a thousand */
	addUser(id: number, firstName: string, languageCode = 'ja'): void {
		if (this.users.has(id)) return;
		if (this.users.size >= MAX_USERS) throw new RangeError(`The sandbox knows at most ${MAX_USERS} people`);
		this.users.set(id, { id, firstName, languageCode, blocked: false });
	}

	allUsers(): readonly ChatUser[] {
		return [...this.users.values()];
	}

	setBlocked(userId: number, blocked: boolean): void {
		const user = this.users.get(userId);
		if (user === undefined) throw new RangeError(`No user has the id ${userId}`);
		this.users.set(userId, { ...user, blocked });
	}

	/** @throws TelegramError when the bot may not write to this chat */
	requireChat(chatId: string): ChatUser {
		if (chatId === '') throw badRequest('chat_id is empty');
		const user = /^-?\d+$/.test(chatId) ? this.users.get(Number(chatId)) : undefined;
		if (user === undefined) throw badRequest('chat not found');
		if (user.blocked) throw new TelegramError(403, 'Forbidden: bot was blocked by the user');
		return user;
	}

	add(message: Omit<StoredMessage, 'messageId' | 'date'>): StoredMessage {
		const stored = { ...message, messageId: ++this.lastMessageId, date: this.date() };
		const list = this.messages.get(message.userId) ?? [];
		list.push(stored);
		if (list.length > MESSAGES_PER_CHAT) list.shift();
		this.messages.set(message.userId, list);
		this.changed();
		return stored;
	}

	find(userId: number, messageId: number): StoredMessage | undefined {
		return this.messages.get(userId)?.find((message) => message.messageId === messageId);
	}

	replace(message: StoredMessage): StoredMessage {
		const edited = { ...message, editDate: this.date() };
		const list = this.messages.get(message.userId) ?? [];
		this.messages.set(
			message.userId,
			list.map((old) => (old.messageId === message.messageId ? edited : old)),
		);
		this.changed();
		return edited;
	}

	remove(userId: number, messageId: number): boolean {
		const list = this.messages.get(userId) ?? [];
		const rest = list.filter((message) => message.messageId !== messageId);
		this.messages.set(userId, rest);
		this.changed();
		return rest.length < list.length;
	}

	list(userId: number): readonly StoredMessage[] {
		return this.messages.get(userId) ?? [];
	}

	tapsOf(userId: number): readonly Tap[] {
		return this.taps.filter((tap) => tap.userId === userId);
	}

	/** A person presses a button. @returns the id of the callback query */
	tap(userId: number, messageId: number, button: InlineKeyboardButton, chatUserId = userId): Tap {
		const message = this.find(chatUserId, messageId);
		if (message === undefined) throw new RangeError(`Chat ${chatUserId} has no message ${messageId}`);
		const data = button.callback_data;
		if (data === undefined) throw new RangeError(`The button "${button.text}" opens a link and sends nothing`);
		const tap: Tap = { queryId: `${BOT_USER.id}${++this.lastQuery}`, userId, messageId, data, answer: null };
		this.taps.push(tap);
		if (this.taps.length > TAPS_KEPT) this.taps.shift();
		this.emit({
			callback_query: {
				id: tap.queryId,
				from: this.asUser(userId),
				message: this.asMessage(message),
				chat_instance: String(-chatUserId),
				data,
			},
		});
		this.changed();
		return tap;
	}

	/** @throws TelegramError when no such query was ever sent */
	answerTap(queryId: string, text: string, showAlert: boolean): void {
		if (!this.taps.some((tap) => tap.queryId === queryId)) {
			throw badRequest('query is too old and response timeout expired or query ID is invalid');
		}
		this.taps = this.taps.map((tap) => (tap.queryId === queryId ? { ...tap, answer: { text, showAlert } } : tap));
		this.changed();
	}

	forgetTaps(): void {
		this.taps = [];
	}

	/** A person writes to the bot, which also unknown people may do. */
	type(userId: number, text: string, replyTo?: number): StoredMessage {
		this.addUser(userId, `User ${userId}`);
		const command = /^\/[a-z0-9_]{1,32}(@\w+)?/i.exec(text)?.[0];
		const entities: MessageEntity[] = command === undefined ? [] : [{ type: 'bot_command', offset: 0, length: command.length }];
		const stored = this.add({ userId, fromBot: false, text, entities, ...(replyTo === undefined ? {} : { replyTo }) });
		this.emit({ message: this.asMessage(stored) });
		return stored;
	}

	/** The Bot API's form of a user. */
	asUser(userId: number): User {
		const user = this.users.get(userId);
		return {
			id: userId,
			is_bot: false,
			first_name: user?.firstName ?? `User ${userId}`,
			language_code: user?.languageCode ?? 'ja',
		};
	}

	/** The Bot API's form of a message. */
	asMessage(stored: StoredMessage, withReply = true): Message {
		const { attachment } = stored;
		const quoted = withReply && stored.replyTo !== undefined ? this.find(stored.userId, stored.replyTo) : undefined;
		const entities = stored.entities.length === 0 ? undefined : [...stored.entities];
		const message = {
			message_id: stored.messageId,
			from: stored.fromBot ? BOT_USER : this.asUser(stored.userId),
			chat: { id: stored.userId, first_name: this.asUser(stored.userId).first_name, type: 'private' as const },
			date: stored.date,
			...(stored.editDate === undefined ? {} : { edit_date: stored.editDate }),
			...(quoted === undefined ? {} : { reply_to_message: this.asMessage(quoted, false) }),
			...(stored.markup === undefined ? {} : { reply_markup: stored.markup }),
		};
		if (attachment === undefined) return { ...message, text: stored.text, ...(entities && { entities }) };
		const caption = stored.text === '' ? {} : { caption: stored.text, ...(entities && { caption_entities: entities }) };
		const file = { file_id: attachment.fileId, file_unique_id: attachment.fileId.slice(-12), file_size: attachment.size };
		if (attachment.kind === 'photo') {
			const sizes: PhotoSize[] = [{ ...file, width: 1280, height: 720 }];
			return { ...message, photo: sizes, ...caption };
		}
		return { ...message, document: { ...file, file_name: attachment.fileName, mime_type: attachment.mimeType }, ...caption };
	}

	/** Calls back after every change, for live views. @returns how to stop */
	onChange(listener: () => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	reset(): void {
		this.messages.clear();
		this.taps = [];
		this.lastMessageId = 0;
		this.lastQuery = 0;
		for (const user of this.users.values()) this.users.set(user.id, { ...user, blocked: false });
		this.changed();
	}

	private changed(): void {
		for (const listener of this.listeners) listener();
	}
}
