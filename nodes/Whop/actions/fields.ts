import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The ID of one thing at Whop. */
export const idField = (name: string, displayName: string, prefix: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	required: true,
	placeholder: `e.g. ${prefix}xxxxxxxxxxxxxx`,
});

const locator = (name: string, displayName: string, prefix: string, searchListMethod: string): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${prefix}xxxxxxxxxxxxxx` },
	],
});

/** A product, chosen from a list with search. */
export const productField = locator('productId', 'Product', 'prod_', 'searchProducts');

/** A plan, chosen from a list with search. */
export const planField = locator('planId', 'Plan', 'plan_', 'searchPlans');

/** A promo code, chosen from a list with search. */
export const promoCodeField = locator('promoCodeId', 'Promo Code', 'promo_', 'searchPromoCodes');

/** A member, found by name, username or e-mail address. */
export const memberField = locator('memberId', 'Member', 'mber_', 'searchMembers');

/** An affiliate, found by name or username. */
export const affiliateField = locator('affiliateId', 'Affiliate', 'aff_', 'searchAffiliates');

/** A payment, found by its buyer. */
export const paymentField = locator('paymentId', 'Payment', 'pay_', 'searchPayments');

/** n8n's usual pair: all results, or at most so many. */
export const limitFields: readonly INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** What `limitFields` say; `undefined` for everything. */
export const readLimit = (context: IExecuteFunctions, itemIndex: number): number | undefined =>
	context.getNodeParameter('returnAll', itemIndex, false) === true
		? undefined
		: Number(context.getNodeParameter('limit', itemIndex, 50));

/** A collection of filters. */
export const filterField = (...options: INodeProperties[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: options.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
});

/** Choices from Whop's own list of values: `past_due` is shown as `Past Due`. */
export const choiceField = (name: string, displayName: string, values: readonly string[]): INodeProperties => ({
	displayName,
	name,
	type: 'multiOptions',
	default: [],
	options: choices(values),
});

/** Whop's values as options, in alphabetical order. */
export function choices(values: readonly string[]): INodePropertyOptions[] {
	return values
		.map((value) => ({ name: value.replace(/_/g, ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** An exclusive bound in time. */
export const timeField = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
});

/** When something was made: from, to. */
export const createdFields: readonly INodeProperties[] = [
	timeField('createdAfter', 'Created After'),
	timeField('createdBefore', 'Created Before'),
];

/** The user whose things are wanted. */
export const userField: INodeProperties = {
	displayName: 'User ID',
	name: 'userId',
	type: 'string',
	default: '',
	placeholder: 'e.g. user_xxxxxxxxxxxxxx',
};

/** Custom key-value pairs. */
export const metadataField: INodeProperties = {
	displayName: 'Metadata',
	name: 'metadata',
	type: 'json',
	default: '{}',
	description: 'Your own key-value pairs as a JSON object. They replace those that are there.',
};

/** Who sees a product or plan. */
export const VISIBILITIES = ['visible', 'hidden', 'archived', 'quick_link'];

/** Who is to see a product or plan. */
export const visibilityField: INodeProperties = {
	displayName: 'Visibility',
	name: 'visibility',
	type: 'options',
	options: choices(VISIBILITIES),
	default: 'visible',
};

/** Which end of the list comes first. */
export const directionField: INodeProperties = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: [
		{ name: 'Ascending', value: 'asc' },
		{ name: 'Descending', value: 'desc' },
	],
	default: 'desc',
};

/** What to sort by, from Whop's own list of fields. */
export const orderField = (values: readonly string[]): INodeProperties => ({
	displayName: 'Sort By',
	name: 'order',
	type: 'options',
	options: choices(values),
	default: 'created_at',
});
