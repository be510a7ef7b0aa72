import type { IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';

const inLocator = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value && 'value' in value ? value.value : value;

/** Whether a parameter holds nothing: no value, no number, only spaces, an empty list, a resource locator without a choice. */
export function isEmpty(parameter: unknown): boolean {
	const value = inLocator(parameter);
	if (Array.isArray(value)) return value.length === 0;
	return value === undefined || value === null || Number.isNaN(value) || (typeof value === 'string' && value.trim() === '');
}

/** Whether a parameter as it was typed leaves its value to an expression, which n8n marks with a `=` in front. */
export function isExpression(parameter: unknown): boolean {
	const value = inLocator(parameter);
	return typeof value === 'string' && value.startsWith('=');
}

/**
 * A parameter that may be left empty, by hand: what the empty field means (all of them, the setting, no limit) must not come of an
 * expression that found nothing.
 * @throws AutopilotError PARAMETER_INVALID
 */
export function readGiven(context: IExecuteFunctions, itemIndex: number, name: string, displayName: string): unknown {
	const value: unknown = context.getNodeParameter(name, itemIndex, '');
	if (!isEmpty(value) || !isExpression(context.getNodeParameter(name, itemIndex, '', { rawExpressions: true }))) return value;
	throw new AutopilotError('PARAMETER_INVALID', `"${displayName}" has no value: its expression found nothing`, {
		parameter: name,
	});
}
