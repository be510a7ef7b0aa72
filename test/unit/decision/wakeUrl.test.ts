import { readUpdate } from '../../../nodes/shared/telegramUpdate';
import { wakeUrl } from '../../../nodes/shared/wake';

const OWN_RESUME = 'https://n8n.example.com/webhook-waiting/77/node-b?signature=aa';
const OWN = 'http://localhost:5678';
const ok = 'https://n8n.example.com/webhook-waiting/12/node-a?signature=bb';

describe('the address to wake a waiting execution at', () => {
	it('is the stored path on this n8n’s own host', () => {
		expect(wakeUrl(ok, OWN_RESUME, OWN)).toBe('http://localhost:5678/webhook-waiting/12/node-a?signature=bb');
	});

	it('keeps the path that n8n has behind a proxy', () => {
		const resume = 'https://example.com/automation/webhook-waiting/77/node-b?signature=aa';
		const stored = 'https://example.com/automation/webhook-waiting/12/node-a?signature=bb';
		expect(wakeUrl(stored, resume, OWN)).toBe('http://localhost:5678/automation/webhook-waiting/12/node-a?signature=bb');
	});

	it('never leaves this n8n, whatever host the ledger names', () => {
		expect(wakeUrl('http://169.254.169.254/webhook-waiting/12/node-a', OWN_RESUME, OWN)).toBe(
			'http://localhost:5678/webhook-waiting/12/node-a',
		);
	});

	it.each([
		['another endpoint', 'https://n8n.example.com/api/v1/workflows/1/activate'],
		['a path that climbs', 'https://n8n.example.com/webhook-waiting/../api/v1/users'],
		['an encoded slash', 'https://n8n.example.com/webhook-waiting/12/..%2Fapi'],
		['more segments', 'https://n8n.example.com/webhook-waiting/12/node-a/more'],
		['no execution', 'https://n8n.example.com/webhook-waiting/abc/node-a'],
		['no node', 'https://n8n.example.com/webhook-waiting/12/'],
		['no address at all', '=HYPERLINK("x")'],
		['nothing', ''],
	])('is refused for %s', (_what, stored) => expect(wakeUrl(stored, OWN_RESUME, OWN)).toBeNull());
});

describe('an update of Telegram', () => {
	const from = { id: 111, is_bot: false, language_code: 'ja-JP' };
	const message = { message_id: 5, from, chat: { id: 111 }, text: 'はい' };
	it('is a tap or a reply', () => {
		expect(readUpdate({ callback_query: { id: 'q', from, data: 'x' } })).toEqual({
			type: 'tap',
			queryId: 'q',
			data: 'x',
			userId: '111',
			locale: 'ja',
		});
		expect(readUpdate({ message: { ...message, reply_to_message: { message_id: 3 } } })).toEqual({
			type: 'reply',
			chatId: '111',
			messageId: 5,
			replyTo: 3,
			prompt: null,
			text: 'はい',
			userId: '111',
			locale: 'ja',
		});
	});

	it.each([
		['an edit', { edited_message: message }],
		['a photo', { message: { ...message, text: undefined, photo: [] } }],
		['a bot', { message: { ...message, from: { ...from, is_bot: true } } }],
		['a channel post', { channel_post: message }],
		['nobody', { message: { ...message, from: undefined } }],
		['an id that is text', { message: { ...message, from: { id: '111' } } }],
		['a fraction of an id', { message: { ...message, from: { id: 1.5 } } }],
		['a game', { callback_query: { id: 'q', from, game_short_name: 'g' } }],
		['inherited fields', Object.create({ message }) as Record<string, never>],
		['nothing', {}],
	])('is neither with %s', (_what, update) => expect(readUpdate(update)).toBeNull());
});
