import type { WhopClient } from '../../../clients/whop';
import type { RecoverableEvent } from '../../../clients/whop/eventNames';
import type { WhopMembership } from '../../../clients/whop/memberships';
import { readMissedEvents } from '../../../clients/whop/missedEvents';

const [SINCE, NOW] = ['2026-11-19T02:00:00.000Z', '2026-11-20T03:00:00.000Z'];

const membership = (id: string, of: Partial<WhopMembership>): Partial<WhopMembership> => ({
	id,
	createdAt: '2026-01-01T00:00:00.000Z',
	joinedAt: null,
	canceledAt: null,
	cancelAtPeriodEnd: false,
	currentPeriodEnd: null,
	...of,
});

/** Whop's list of memberships: those without a cancellation stand behind all others where it is sorted by that. */
const client = (all: readonly Partial<WhopMembership>[]): WhopClient =>
	({
		companyId: () => 'biz_a',
		pages: async function* (
			_path: string,
			_schema: unknown,
			query: { statuses: string[]; created_after?: string; order?: string },
		) {
			const rows = all.filter(
				({ status = '', createdAt = '' }) => query.statuses.includes(status) && createdAt > (query.created_after ?? ''),
			);
			yield query.order === 'canceled_at'
				? rows.toSorted((one, other) => ((one.canceledAt ?? '') < (other.canceledAt ?? '') ? 1 : -1))
				: rows;
		},
	}) as unknown as WhopClient;

const missed = async (type: RecoverableEvent, all: readonly Partial<WhopMembership>[]): Promise<string[]> =>
	(await readMissedEvents(client(all), [type], { since: SINCE, now: NOW })).map(({ eventKey }) => eventKey);

test('a membership that expired of late is told of, however long ago others were cancelled', async () => {
	const lapsed = membership('mem_lapsed', { status: 'expired', currentPeriodEnd: '2026-11-19T20:00:00.000Z' });
	const old = membership('mem_old', { status: 'canceled', canceledAt: '2025-01-01T00:00:00.000Z' });
	expect(await missed('membership.deactivated', [lapsed, old])).toEqual(['membership.deactivated:mem_lapsed']);
});

test('a membership that was made days before it began is told of when it begins', async () => {
	const late = membership('mem_late', {
		status: 'active',
		createdAt: '2026-11-17T00:00:00.000Z',
		joinedAt: '2026-11-19T20:00:00.000Z',
	});
	const before = membership('mem_before', { ...late, id: 'mem_before', joinedAt: '2026-11-17T00:00:00.000Z' });
	expect(await missed('membership.activated', [late, before])).toEqual(['membership.activated:mem_late']);
});
