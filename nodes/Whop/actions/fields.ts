import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { AutopilotError } from '../../../core/errors';
import { nodeFields, stated } from '../parameters';
import { titleOf } from '../titleOf';

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

/** What `limitFields` say; `undefined` for everything. @throws AutopilotError PARAMETER_INVALID */
export const readLimit = (context: IExecuteFunctions, itemIndex: number): number | undefined =>
	nodeFields(context, itemIndex).flag('returnAll') === true ? undefined : readCount(context, itemIndex);

function readCount(context: IExecuteFunctions, itemIndex: number): number {
	const limit = stated('limit', nodeFields(context, itemIndex).number('limit'));
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw new AutopilotError('PARAMETER_INVALID', `"Limit" must be a whole number of at least 1, not ${limit}`);
}

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
	return values.map((value) => ({ name: titleOf(value), value })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
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

/** Custom key-value pairs. */
export const metadataField: INodeProperties = {
	displayName: 'Metadata',
	name: 'metadata',
	type: 'json',
	default: '{}',
	description: 'Your own key-value pairs as a JSON object. They replace those that are there.',
};

/** Who sees a product or plan. */
export const VISIBILITIES = ['visible', 'hidden', 'archived', 'quick_link'] as const;

/** Who is to see a product or plan. */
export const visibilityField: INodeProperties = {
	displayName: 'Visibility',
	name: 'visibility',
	type: 'options',
	options: choices(VISIBILITIES),
	default: 'visible',
};

/** From the first on, or from the last. */
export const DIRECTIONS = ['asc', 'desc'] as const;

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
