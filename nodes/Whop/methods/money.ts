import { AutopilotError } from '../../../core/errors';
import { locatedText } from '../../shared/locator';
import { collect } from '../actions/collect';
import { dayPart, type Entry, MOST, PAGE, personName, searchedAtWhop, searchedHere } from './search';

/** Payments of the company, newest first; Whop searches their buyers. */
export const searchPayments = searchedAtWhop(async ({ whop, client }, query) => {
	const newest = { query: query || undefined, order: 'created_at', direction: 'desc' } as const;
	return (await collect(whop.listPayments(client, newest, PAGE))).map(({ id, createdAt, total, currency, ...user }) => ({
		id,
		name: `${dayPart(createdAt)} ${total} ${currency} ${personName(id, user)}`,
	}));
});

/** What the member that the node names has paid with, each once. */
export const searchPaymentMethods = searchedHere(async ({ whop, client }, _filter, context) => {
	const memberId = locatedText('Member', context.getNodeParameter('memberId', ''));
	if (memberId === '') throw new AutopilotError('PARAMETER_INVALID', 'Choose the member first');
	const { userId, userEmail } = await whop.getMember(client, memberId);
	const query = userEmail ?? userId;
	// Whop's list of payments knows no member: what the search brings may be somebody else's.
	const found =
		query === null ? [] : await collect(whop.listPayments(client, { query, order: 'created_at', direction: 'desc' }, PAGE));
	const methods = new Map<string, Entry>();
	for (const { paymentMethodId: id, paymentMethodType, cardBrand, cardLast4, ...payment } of found) {
		if (id === null || payment.userId !== userId || methods.has(id)) continue;
		const card = [cardBrand ?? paymentMethodType ?? 'method', cardLast4 && `•••• ${cardLast4}`].filter(Boolean).join(' ');
		methods.set(id, { id, name: `${card} (last used ${dayPart(payment.createdAt)})` });
	}
	return [...methods.values()];
});

/** Refunds of the company, newest first. Whop cannot search them. */
export const searchRefunds = searchedHere(async ({ whop, client }) =>
	(await collect(whop.listRefunds(client, { direction: 'desc' }, MOST))).map(
		({ id, createdAt, amount, currency, status, paymentId }) => ({
			id,
			name: `${dayPart(createdAt)} ${amount ?? '?'} ${currency ?? ''} ${status} (${paymentId ?? id})`,
		}),
	),
);

/** Disputes of the company, newest first. Whop cannot search them. */
export const searchDisputes = searchedHere(async ({ whop, client }) =>
	(await collect(whop.listDisputes(client, { direction: 'desc' }, MOST))).map(
		({ id, createdAt, amount, currency, status, reason }) => ({
			id,
			name: [dayPart(createdAt), amount, currency, status.replaceAll('_', ' '), reason && `(${reason})`]
				.filter(Boolean)
				.join(' '),
		}),
	),
);
