import type { INodeProperties } from 'n8n-workflow';
import { AutopilotError } from '../../../../core/errors';
import { stated, type FieldReader } from '../../parameters';
import { affiliateField } from '../locators';

/** Whose terms. */
export const ownerField: INodeProperties = { ...affiliateField, required: true };

/** How much they get. */
export const commissionField: INodeProperties = {
	displayName: 'Commission',
	name: 'commissionValue',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 20,
	required: true,
	description: 'Percent (1 to 100), or dollars for a flat fee',
};

/** Reads the commission. @throws AutopilotError PARAMETER_INVALID where it is not above 0, or above 100 percent */
export function readCommission({ number }: FieldReader, percentage: boolean): number {
	const value = stated('commissionValue', number('commissionValue'));
	if (value > 0 && (!percentage || value <= 100)) return value;
	throw new AutopilotError('PARAMETER_INVALID', `"Commission" must be above 0${percentage ? ' and at most 100 percent' : ''}`);
}
