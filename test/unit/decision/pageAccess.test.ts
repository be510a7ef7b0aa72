import { parseApprover, readApprovers } from '../../../core/decision/approver';
import { accessFor, accessQuery, ALL, isWithin, readAccess, type PageAccess } from '../../../core/decision/pageAccess';
import { DEFAULT_SETTINGS, readSettings } from '../../../core/settings';
import { ALICE, BOB, decision, NOW, sign } from './fixtures';

const access: PageAccess = { approver: ALICE, scope: 'g_1', expiresAt: '2026-11-21T03:00:00.000Z' };
const query = accessQuery(access, sign);

describe('a link to the decisions page', () => {
	it('is read back as it was made', () => expect(readAccess(query, sign)).toEqual(access));

	it.each([
		['approver', BOB],
		['scope', ALL],
		['until', '2027-11-21T03:00:00.000Z'],
		['until', ''],
		['token', ''],
		['token', 'A'.repeat(43)],
		['token', [query.token]],
	])('is refused with another %s', (name, value) => expect(readAccess({ ...query, [name]: value }, sign)).toBeNull());

	it('is refused with one of its parts missing, and with the signature of another secret', () => {
		for (const name of Object.keys(query)) expect(readAccess({ ...query, [name]: undefined }, sign)).toBeNull();
		expect(readAccess(query, (message) => sign(`other${message}`))).toBeNull();
	});

	it('comes with a question for its goal, or for itself where it has none', () => {
		expect(accessFor(decision(), ALICE, 3600, NOW)).toEqual({
			approver: ALICE,
			scope: 'g_1',
			expiresAt: '2026-11-20T04:00:00.000Z',
		});
		const custom = decision({ goalId: '' });
		expect(accessFor(custom, ALICE, 3600, NOW).scope).toBe(custom.decisionId);
	});

	it.each([
		['all that its approver was asked', ALL, {}, true],
		['its goal', 'g_1', {}, true],
		['another goal', 'g_2', {}, false],
		['this decision', decision().decisionId, {}, true],
		['another decision', 'd_0000000000000000', {}, false],
		['questions put to others', ALL, { approvers: [BOB] }, false],
		['a decision without a goal, through a scope that names none', '', { goalId: '' }, false],
	])('opens %s', (_what, scope, more, expected) => expect(isWithin({ ...access, scope }, decision(more))).toBe(expected));
});

describe('approvers behind a webhook', () => {
	it('are named', () => {
		expect(parseApprover('Webhook:Team-Chat')).toEqual({ channel: 'webhook', address: 'team-chat' });
		expect(readApprovers(['webhook:a', 'WEBHOOK:A', 'telegram:1'])).toEqual(['webhook:a', 'telegram:1']);
	});
	it('are never given by an address, which is not repeated in the refusal', () => {
		const call = (): unknown => parseApprover('webhook:https://hooks.slack.com/services/T0/B0/secret');
		expect(call).toThrow(/name of a webhook target/);
		expect(call).not.toThrow(/secret/);
	});
});

describe('settings of the decisions page', () => {
	const read = (key: string, value: string) => readSettings([...DEFAULT_SETTINGS, { key, value, note: '' }]);
	it('are this n8n’s own address and a day by default', () =>
		expect(readSettings([])).toMatchObject({ decisionsPageUrl: null, pageLinkSeconds: 86_400 }));
	it.each(['https://n8n.example.com/webhook/autopilot/decisions', 'off'])('take %s', (value) =>
		expect(read('DECISIONS_PAGE_URL', value).decisionsPageUrl).toBe(value),
	);
	it.each([
		['DECISIONS_PAGE_URL', 'javascript:alert(1)'],
		['DECISIONS_PAGE_URL', 'https://n8n.example.com/?x=1'],
		['PAGE_LINK_LIFETIME', 'PT0S'],
		['PAGE_LINK_LIFETIME', 'soon'],
	])('refuse %s = %s', (key, value) => expect(() => read(key, value)).toThrow(key));
});
