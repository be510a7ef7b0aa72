import type { INodeProperties } from 'n8n-workflow';
import type { ProductChanges } from '../../../../clients/whop/productWrites';
import type { FieldReader } from '../../parameters';
import { metadataField, VISIBILITIES, visibilityField } from '../fields';

/** What of a product can be set beside its title. */
export const productOptions: INodeProperties[] = [
	{ displayName: 'Description', name: 'description', type: 'string', typeOptions: { rows: 4 }, default: '' },
	{ displayName: 'Headline', name: 'headline', type: 'string', default: '', description: 'A short sentence beneath the title' },
	metadataField,
	visibilityField,
];

/** Reads the fields of a product; those left out are not changed. */
export const readProduct = ({ text, choice, object }: FieldReader): ProductChanges => ({
	title: text('title'),
	headline: text('headline'),
	description: text('description'),
	visibility: choice('visibility', VISIBILITIES),
	metadata: object('metadata'),
});
