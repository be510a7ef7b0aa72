import fc from 'fast-check';
import {
	CLAIMS_HEADER,
	conclude,
	forgetNotes,
	holderOf,
	holdersOf,
	outdatedClaims,
	passedOver,
	readClaims,
} from '../../../ledger/sheets/claims';

const at = (minutes: number, nonce = '') => ({
	nonce,
	claimedAt: new Date(Date.UTC(2026, 10, 20) + minutes * 60_000).toISOString(),
});

describe('who holds a row', () => {
	it.each<[string, readonly number[], number | undefined]>([
		['nobody without a claim', [], undefined],
		['the only claim', [0], 0],
		['the first of several', [0, 1, 9], 0],
		['still the first at the end of its lease', [0, 10], 0],
		['a claim made after the lease of the first', [0, 11], 1],
		['the first claim after the lease, not a later one', [0, 5, 11, 12], 2],
		['a claim after the lease of the one that took over', [0, 11, 22], 2],
	])('%s', (_who, minutes, holder) => {
		const claims = minutes.map((minute) => at(minute));
		expect(holderOf(claims)).toBe(holder === undefined ? undefined : claims[holder]);
	});

	it('does not change by claims that come within its lease', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(10), { minLength: 1 }), fc.nat(10), (minutes, later) => {
				const claims = minutes.map((minute) => at(minute));
				expect(holderOf([...claims, at(later)])).toBe(holderOf(claims));
			}),
		);
	});
});

const line = (name: string, nonce: string, minutes: number, state: string) => [
	name,
	nonce,
	at(minutes).claimedAt,
	`${state} ${nonce}`,
];
const queue = (...lines: string[][]) => readClaims([[...CLAIMS_HEADER], ...lines]);

describe('the queue', () => {
	it('is what is open, per row', () => {
		const claims = queue(
			line('t:a', 'n1', 0, 'done'),
			line('t:a', 'n2', 1, 'open'),
			line('t:b', 'n3', 1, 'void'),
			line('t:b', 'n4', 2, 'open'),
			line('t:b', 'n5', 2, 'open'),
		);
		expect([...holdersOf(claims)].map(([name, { nonce }]) => [name, nonce])).toEqual([
			['t:a', 'n2'],
			['t:b', 'n4'],
		]);
	});

	it('names the operations that died before ours and that we take the place of, and no others', () => {
		const claims = queue(
			line('t:a', 'dead', 0, 'open'),
			line('t:b', 'alive', 10, 'open'),
			line('t:a', 'over', 1, 'done'),
			line('t:a', 'ours', 11, 'open'),
			line('t:b', 'ours', 11, 'open'),
			line('t:a', 'later', 12, 'open'),
		);
		expect([...passedOver(claims, 'ours')]).toEqual(['dead']);
	});

	it('is kept while somebody may still be in it, and shortened when it is long', () => {
		const now = at(120).claimedAt;
		const old = Array.from({ length: 350 }, (_, index) => line('t:a', `n${index}`, index < 200 ? 0 : 110, 'done'));
		expect(outdatedClaims(queue(...old), now)).toBe(200);
		expect(outdatedClaims(queue(...old.slice(0, 250)), now)).toBe(0);
		expect(outdatedClaims(queue(...old.slice(200), ...old.slice(0, 200)), now)).toBe(0);
	});

	it('forgets the notes of operations that are long over, and none of the last ten minutes', () => {
		const keyOf = (minutes: number): string => {
			const [, note] = conclude(1, 'n', 'done', at(minutes).claimedAt);
			return note?.createDeveloperMetadata?.developerMetadata?.metadataKey ?? '';
		};
		const requests = forgetNotes([keyOf(0), keyOf(50), keyOf(56), keyOf(60), 'autopilot.tab'], at(60).claimedAt);
		const keys = requests.map(({ deleteDeveloperMetadata: gone }) => gone?.dataFilter?.developerMetadataLookup?.metadataKey);
		expect(keys).toEqual([keyOf(0), keyOf(50)]);
	});
});
