import { AutopilotError } from '../../../core/errors';
import { locatedText } from '../../shared/locator';
import { collect } from '../actions/collect';
import { dayPart, type Entry, MOST, PAGE, personName, searchedAtWhop, searchedHere } from './search';

/** Members of the company; Whop searches name, username and e-mail address. */
export const searchMembers = searchedAtWhop(async ({ whop, client }, query) =>
	(await collect(whop.listMembers(client, { query: query || undefined }, PAGE))).map((member) => ({
		id: member.id,
		name: personName(member.id, member),
	})),
);

/** The users behind the members. */
export const searchUsers = searchedAtWhop(async ({ whop, client }, query) =>
	(await collect(whop.listMembers(client, { query: query || undefined }, PAGE))).flatMap((member): Entry[] =>
		member.userId === null ? [] : [{ id: member.userId, name: personName(member.userId, member) }],
	),
);

/**
 * Memberships of the company, the newest first. Whop's list of them has no search, its list of members has: those that the filter
 * finds are asked for their memberships. An ID is looked up.
 */
export const searchMemberships = searchedAtWhop(async ({ whop, client }, filter) => {
	const byFilter = async () => {
		if (filter.startsWith('mem_')) return [await whop.getMembership(client, filter)];
		const people = await collect(whop.listMembers(client, { query: filter }, PAGE));
		const userIds = people.flatMap(({ userId }) => userId ?? []);
		return userIds.length === 0 ? [] : await collect(whop.listMemberships(client, { userIds }, PAGE));
	};
	const found = filter === '' ? await collect(whop.listMemberships(client, { direction: 'desc' }, PAGE)) : await byFilter();
	return found.map(({ id, status, productTitle, createdAt, ...user }) => ({
		id,
		name: `${personName(id, user)}: ${productTitle ?? 'membership'}, ${status.replaceAll('_', ' ')} since ${dayPart(createdAt)}`,
	}));
});

/** Affiliates of the company; Whop searches name and username. */
export const searchAffiliates = searchedAtWhop(async ({ whop, client }, query) =>
	(await collect(whop.listAffiliates(client, { query: query || undefined }, PAGE))).map(({ id, userName, username }) => ({
		id,
		name: personName(id, { userName, username }),
	})),
);

/** The terms of the affiliate that the node names. */
export const searchOverrides = searchedHere(async ({ whop, client }, _filter, context) => {
	const affiliateId = locatedText('Affiliate', context.getNodeParameter('affiliateId', ''));
	if (affiliateId === '') throw new AutopilotError('PARAMETER_INVALID', 'Choose the affiliate first');
	const terms = await collect(whop.listOverrides(client, affiliateId, undefined, MOST));
	return terms.map(({ id, overrideType, commissionType, commissionValue, planId, productId }) => ({
		id,
		name: `${commissionValue} ${commissionType === 'percentage' ? '%' : 'USD'} (${[overrideType.replaceAll('_', ' '), planId ?? productId].filter(Boolean).join(', ')})`,
	}));
});
