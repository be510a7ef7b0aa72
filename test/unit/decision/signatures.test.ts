import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { decodeCallback, encodeCallback, isGenuineCallback } from '../../../core/decision/callbackData';
import { isGenuineLink, linkQuery, readLink } from '../../../core/decision/pageLink';
import type { Sign } from '../../../core/ports';
import type { Decision } from '../../../core/types';
import { ALICE, BOB, decision, sign } from './fixtures';

const otherSign: Sign = (message) => createHmac('sha256', 'another-secret').update(message).digest('base64url');
const accepts = (data: string, asked: Decision, approver: string, signer = sign): boolean => {
	const claim = decodeCallback(data);
	return claim !== null && isGenuineCallback(claim, asked, approver, signer);
};

describe('callback data of buttons', () => {
	const asked = decision();
	const data = encodeCallback(asked, '1', ALICE, sign);

	it('is at most 64 bytes, names the decision and option, and is accepted from its approver', () => {
		expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
		expect(decodeCallback(data)).toMatchObject({ decisionId: asked.decisionId, option: '1' });
		expect(accepts(data, asked, ALICE)).toBe(true);
	});

	it.each([
		['another option', data.replace('|1|', '|2|'), asked, ALICE, sign],
		['another approver', data, asked, BOB, sign],
		['another deadline', data, { ...asked, deadline: '2026-12-31T00:00:00.000Z' }, ALICE, sign],
		['another decision', data, { ...asked, decisionId: 'd_0000000000000000' }, ALICE, sign],
		['another secret', data, asked, ALICE, otherSign],
		['a signature cut short', data.slice(0, -1), asked, ALICE, sign],
		['a longer signature', `${data}A`, asked, ALICE, sign],
		['no signature', data.slice(0, data.lastIndexOf('|') + 1), asked, ALICE, sign],
		[
			'the signature of a link',
			`ap1|${asked.decisionId}|1|${linkQuery(asked, { option: '1', approver: ALICE }, sign).token?.slice(0, 22)}`,
			asked,
			ALICE,
			sign,
		],
	])('is refused with %s', (_what, given, about, approver, signer) => {
		expect(accepts(given, about, approver, signer)).toBe(false);
	});

	it.each([['nhitl1|12|a|d|0123'], ['ap1'], ['ap1|d_x|1|s'], ['ap2|d_0000000000000000|1|s'], [`${data}|more`], ['']])(
		'leaves %j to others',
		(other) => expect(decodeCallback(other)).toBeNull(),
	);

	it('is refused with any single character changed', () => {
		fc.assert(
			fc.property(fc.nat(data.length - 1), fc.constantFrom(...'ABCxyz019|_-'), (index, character) => {
				fc.pre(data[index] !== character);
				expect(accepts(data.slice(0, index) + character + data.slice(index + 1), asked, ALICE)).toBe(false);
			}),
		);
	});
});

describe('links of pages', () => {
	const asked = decision();
	const query = linkQuery(asked, { option: '2', approver: BOB }, sign);
	const accepted = (given: Readonly<Record<string, unknown>>, about = asked): boolean => {
		const claim = readLink(given);
		return claim !== null && isGenuineLink(claim, about, sign);
	};

	it('are accepted as they were made', () => expect(accepted(query)).toBe(true));

	it.each([
		['option', '1'],
		['approver', ALICE],
		['decision', 'd_0000000000000000'],
		['token', ''],
		['token', 'A'.repeat(43)],
		['option', ['2']],
		['token', { toString: () => query.token }],
	])('are refused with another %s', (name, value) => expect(accepted({ ...query, [name]: value })).toBe(false));

	it('are refused with a button’s signature', () => {
		const signature = decodeCallback(encodeCallback(asked, '2', BOB, sign))?.signature;
		expect(accepted({ ...query, token: signature })).toBe(false);
	});

	it('are refused once the deadline is another', () =>
		expect(accepted(query, { ...asked, deadline: '2026-12-31T00:00:00.000Z' })).toBe(false));
});
