import { AutopilotError } from '../../core/errors';

/**
 * What a resource locator holds, or a bare string where the field was one when the workflow was saved.
 * @returns the text without spaces around it; empty where nothing was chosen.
 * @throws AutopilotError PARAMETER_INVALID where an expression found nothing: that must not be read as "all of them".
 */
export function locatedText(displayName: string, value: unknown): string {
	const text = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	if (typeof text === 'string') return text.trim();
	throw new AutopilotError('PARAMETER_INVALID', `"${displayName}" has no value: its expression found ${String(text)}`);
}
