import type { InlineKeyboardMarkup, MessageEntity } from 'node-telegram-bot-api';
import { omit } from '../shared/omit';
import { BOT_USER, type ChatStore, type StoredMessage } from './chat';
import type { Delivery } from './delivery';
import { parseHtml, trimmed, type FormattedText } from './entities';
import { badRequest, TelegramError } from './errors';
import type { FileStore } from './files';
import { parseMarkdown, parseMarkdownV2 } from './markdown';
import { readMarkup } from './markup';
import type { Params } from './params';

export interface Bot {
	readonly chats: ChatStore;
	readonly delivery: Delivery;
	readonly files: FileStore;
}

/** What a method gives back: the result, and for some methods a description beside it. */
export interface MethodAnswer {
	readonly result: unknown;
	readonly description?: string;
}

const MAX_TEXT = 4_096;
const MAX_CAPTION = 1_024;
const MAX_ANSWER = 200;

function formatted(params: Params, name: 'text' | 'caption'): FormattedText {
	const source = params.text(name);
	const mode = params.text('parse_mode').toLowerCase();
	if (mode === 'html') return trimmed(parseHtml(source));
	if (mode === 'markdown') return trimmed(parseMarkdown(source));
	if (mode === 'markdownv2') return trimmed(parseMarkdownV2(source));
	if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode');
	const given = params.json(name === 'text' ? 'entities' : 'caption_entities', 'message entities');
	return trimmed({ text: source, entities: Array.isArray(given) ? (given as MessageEntity[]) : [] });
}

function messageText(params: Params): FormattedText {
	const text = formatted(params, 'text');
	if (text.text === '') throw badRequest('message text is empty');
	if (text.text.length > MAX_TEXT) throw badRequest('message is too long');
	return text;
}

function markupOf(params: Params): InlineKeyboardMarkup | undefined {
	return readMarkup(params.json('reply_markup', 'reply keyboard markup'));
}

function replyTarget(bot: Bot, params: Params, userId: number): number | undefined {
	const parameters = params.json('reply_parameters', 'reply parameters');
	const fields = typeof parameters === 'object' && parameters !== null ? new Map(Object.entries(parameters)) : new Map();
	const id = Number(fields.get('message_id') ?? params.integer('reply_to_message_id'));
	if (!id) return undefined;
	if (bot.chats.find(userId, id) !== undefined) return id;
	const optional = fields.get('allow_sending_without_reply') === true || params.flag('allow_sending_without_reply');
	if (!optional) throw badRequest('message to be replied not found');
	return undefined;
}

function sendMessage(bot: Bot, params: Params): MethodAnswer {
	const chat = bot.chats.requireChat(params.text('chat_id'));
	const text = messageText(params);
	const replyTo = replyTarget(bot, params, chat.id);
	const markup = markupOf(params);
	const stored = bot.chats.add({
		userId: chat.id,
		fromBot: true,
		...text,
		...(markup && { markup }),
		...(replyTo === undefined ? {} : { replyTo }),
	});
	return { result: bot.chats.asMessage(stored) };
}

function sendFile(bot: Bot, params: Params, kind: 'photo' | 'document'): MethodAnswer {
	const chat = bot.chats.requireChat(params.text('chat_id'));
	const upload = params.file(kind);
	const reference = params.text(kind);
	if (upload === undefined && reference === '') throw badRequest(`there is no ${kind} in the request`);
	const caption = formatted(params, 'caption');
	if (caption.text.length > MAX_CAPTION) throw badRequest('message caption is too long');
	if (upload?.content.length === 0) throw badRequest('file must be non-empty');
	const limit = kind === 'photo' ? 10 * 1024 * 1024 : 50 * 1024 * 1024;
	if (upload !== undefined && upload.content.length > limit) throw badRequest('file is too big');
	const known = upload === undefined ? bot.files.find(reference) : undefined;
	if (upload === undefined && known === undefined) {
		throw badRequest(/^https?:/i.test(reference) ? 'failed to get HTTP URL content' : 'wrong remote file identifier specified');
	}
	const file = upload === undefined ? known : bot.files.add(upload, kind);
	if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
	const replyTo = replyTarget(bot, params, chat.id);
	const markup = markupOf(params);
	const stored = bot.chats.add({
		userId: chat.id,
		fromBot: true,
		...caption,
		attachment: { kind, fileId: file.fileId, fileName: file.fileName, mimeType: file.mimeType, size: file.content.length },
		...(markup && { markup }),
		...(replyTo === undefined ? {} : { replyTo }),
	});
	return { result: bot.chats.asMessage(stored) };
}

function editable(bot: Bot, params: Params): StoredMessage {
	const chat = bot.chats.requireChat(params.text('chat_id'));
	const id = params.integer('message_id');
	if (id === 0) throw badRequest('message identifier is not specified');
	const message = bot.chats.find(chat.id, id);
	if (message === undefined) throw badRequest('message to edit not found');
	if (!message.fromBot) throw badRequest("message can't be edited");
	return message;
}

const NOT_MODIFIED =
	'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

function edit(bot: Bot, old: StoredMessage, text: FormattedText, markup: InlineKeyboardMarkup | undefined): MethodAnswer {
	const same = (value: FormattedText & { markup?: unknown }): string =>
		JSON.stringify([value.text, value.entities, value.markup ?? null]);
	if (same(old) === same({ ...text, markup })) throw badRequest(NOT_MODIFIED);
	const stored = bot.chats.replace({ ...omit(old, 'markup'), ...text, ...(markup && { markup }) });
	return { result: bot.chats.asMessage(stored) };
}

function editMessageText(bot: Bot, params: Params): MethodAnswer {
	const text = messageText(params);
	const old = editable(bot, params);
	if (old.attachment !== undefined) throw badRequest('there is no text in the message to edit');
	return edit(bot, old, text, markupOf(params));
}

function editMessageCaption(bot: Bot, params: Params): MethodAnswer {
	const old = editable(bot, params);
	if (old.attachment === undefined) throw badRequest('there is no caption in the message to edit');
	return edit(bot, old, formatted(params, 'caption'), markupOf(params));
}

function editMessageReplyMarkup(bot: Bot, params: Params): MethodAnswer {
	const old = editable(bot, params);
	return edit(bot, old, { text: old.text, entities: old.entities }, markupOf(params));
}

function deleteMessage(bot: Bot, params: Params): MethodAnswer {
	const chat = bot.chats.requireChat(params.text('chat_id'));
	if (!bot.chats.remove(chat.id, params.integer('message_id'))) throw badRequest('message to delete not found');
	return { result: true };
}

function answerCallbackQuery(bot: Bot, params: Params): MethodAnswer {
	const text = params.text('text');
	if (text.length > MAX_ANSWER) throw badRequest('MESSAGE_TOO_LONG');
	bot.chats.answerTap(params.text('callback_query_id'), text, params.flag('show_alert'));
	return { result: true };
}

function allowedUpdates(params: Params): readonly string[] | undefined {
	if (!params.has('allowed_updates')) return undefined;
	const list = params.json('allowed_updates', 'allowed updates');
	if (!Array.isArray(list)) throw badRequest("can't parse allowed_updates: expected an Array of String");
	return list.map(String);
}

/** Plain HTTP and any port are accepted, as a local Bot API server does. */
function setWebhook(bot: Bot, params: Params): MethodAnswer {
	const url = params.text('url');
	if (url === '') return deleteWebhook(bot, params);
	const secretToken = params.text('secret_token');
	if (secretToken.length > 256) throw badRequest('secret token is too long');
	if (!/^[A-Za-z0-9_-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
	}
	const maxConnections = params.has('max_connections') ? Math.min(100, Math.max(1, params.integer('max_connections'))) : 40;
	bot.delivery.setAllowed(allowedUpdates(params));
	const former = bot.delivery.currentWebhook();
	bot.delivery.setWebhook({ url, secretToken, maxConnections }, params.flag('drop_pending_updates'));
	const same = former?.url === url && former.secretToken === secretToken;
	return { result: true, description: same ? 'Webhook is already set' : 'Webhook was set' };
}

function deleteWebhook(bot: Bot, params: Params): MethodAnswer {
	const was = bot.delivery.currentWebhook();
	bot.delivery.setWebhook(null, params.flag('drop_pending_updates'));
	return { result: true, description: was === null ? 'Webhook is already deleted' : 'Webhook was deleted' };
}

async function getUpdates(bot: Bot, params: Params): Promise<MethodAnswer> {
	bot.delivery.setAllowed(allowedUpdates(params));
	const limit = params.has('limit') ? Math.min(100, Math.max(1, params.integer('limit'))) : 100;
	const timeout = Math.min(50, Math.max(0, params.integer('timeout')));
	return { result: await bot.delivery.getUpdates(params.integer('offset'), limit, timeout) };
}

function getChat(bot: Bot, params: Params): MethodAnswer {
	const chat = bot.chats.requireChat(params.text('chat_id'));
	return { result: { id: chat.id, first_name: chat.firstName, type: 'private', accent_color_id: 0, max_reaction_count: 11 } };
}

function getFile(bot: Bot, params: Params): MethodAnswer {
	const file = bot.files.find(params.text('file_id'));
	if (file === undefined) throw badRequest('invalid file_id');
	const { fileId, content, path } = file;
	return { result: { file_id: fileId, file_unique_id: fileId.slice(-12), file_size: content.length, file_path: path } };
}

function getMe(): MethodAnswer {
	const rights = { can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false };
	return { result: { ...BOT_USER, ...rights, can_connect_to_business: false, has_main_web_app: false } };
}

/** Names are compared in lower case, as the server does. */
const METHODS = new Map<string, (bot: Bot, params: Params) => MethodAnswer | Promise<MethodAnswer>>([
	['getme', getMe],
	['sendmessage', sendMessage],
	['sendphoto', (bot, params) => sendFile(bot, params, 'photo')],
	['senddocument', (bot, params) => sendFile(bot, params, 'document')],
	['sendchataction', (bot, params) => ({ result: bot.chats.requireChat(params.text('chat_id')) !== undefined })],
	['editmessagetext', editMessageText],
	['editmessagecaption', editMessageCaption],
	['editmessagereplymarkup', editMessageReplyMarkup],
	['deletemessage', deleteMessage],
	['answercallbackquery', answerCallbackQuery],
	['setwebhook', setWebhook],
	['deletewebhook', deleteWebhook],
	['getwebhookinfo', (bot) => ({ result: bot.delivery.info() })],
	['getupdates', getUpdates],
	['getchat', getChat],
	['getfile', getFile],
]);

/** @throws TelegramError */
export async function callMethod(bot: Bot, name: string, params: Params): Promise<MethodAnswer> {
	const method = METHODS.get(name.toLowerCase());
	if (method === undefined) throw new TelegramError(404, 'Not Found: method not found');
	return await method(bot, params);
}
