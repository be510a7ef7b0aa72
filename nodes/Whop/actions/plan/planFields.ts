import type { INodeProperties } from 'n8n-workflow';
import type { PlanChanges } from '../../../../clients/whop/planWrites';
import type { FieldReader } from '../../parameters';
import { metadataField, VISIBILITIES, visibilityField } from '../fields';

const days = (name: string, displayName: string, description: string, value: number): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: value,
	description,
});

/** A price in major units of the plan's currency. Nobody gives anything away by leaving it as it is. */
export const priceField = (name: string, displayName: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: '',
	description,
});

/** What of a plan can be set beside its prices. */
export const planOptions: INodeProperties[] = [
	{ displayName: 'Description', name: 'description', type: 'string', typeOptions: { rows: 4 }, default: '' },
	days('expirationDays', 'Expires After (Days)', 'How long access lasts that was paid for once', 365),
	{
		displayName: 'Internal Notes',
		name: 'internalNotes',
		type: 'string',
		default: '',
		description: 'Shown to your team only',
	},
	metadataField,
	days('stock', 'Stock', 'How often it may be bought. Unlimited without this option.', 100),
	{ displayName: 'Title', name: 'title', type: 'string', default: '', description: 'What buyers see at the checkout' },
	days('trialDays', 'Trial Period (Days)', 'Days for free before the first charge', 7),
	visibilityField,
];

/** Reads the fields of a plan; those left out are not changed. */
export const readPlan = ({ text, choice, number, object }: FieldReader): PlanChanges => ({
	title: text('title'),
	description: text('description'),
	internalNotes: text('internalNotes'),
	initialPrice: number('initialPrice'),
	renewalPrice: number('renewalPrice'),
	billingPeriodDays: number('billingPeriodDays'),
	trialDays: number('trialDays'),
	expirationDays: number('expirationDays'),
	stock: number('stock'),
	visibility: choice('visibility', VISIBILITIES),
	metadata: object('metadata'),
});
