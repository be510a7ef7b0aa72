import { AutopilotError } from '../errors';
import type { JsonValue } from '../types';
import { canonicalJson } from './digest';
import { cleanLine } from './safeText';

/** What an AI agent wants to do: a tool, and the parameters its model chose. */
export interface ToolCall {
	readonly tool: string;
	readonly parameters: JsonValue;
	/** Names this call among the calls of one execution. */
	readonly callId: string;
}

const LONGEST_TOOL_NAME = 80;
const LONGEST_VALUE = 250;
const MOST_PARAMETERS = 30;

/** The tool's name, fit to be shown. */
export const toolName = ({ tool }: ToolCall): string => cleanLine(tool, LONGEST_TOOL_NAME) || '?';

/**
 * The parameters as lines of evidence, `name: value`, made from their canonical JSON: what is shown is what the digest covers, and no
 * parameter can pretend to be another line. Long values are cut, and what is cut or left out is said with its length.
 */
export function parameterLines({ parameters }: ToolCall): string[] {
	const named = isRecord(parameters) ? Object.entries(parameters) : [['', parameters] as const];
	const lines = named
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([name, value]) => {
			const text = canonicalJson(value);
			const shown = cleanLine(text, LONGEST_VALUE);
			const cut = text.length > LONGEST_VALUE ? ` (${text.length})` : '';
			return name === '' ? `${shown}${cut}` : `${cleanLine(name, 40)}: ${shown}${cut}`;
		});
	if (lines.length <= MOST_PARAMETERS) return lines;
	return [...lines.slice(0, MOST_PARAMETERS), `… +${lines.length - MOST_PARAMETERS}`];
}

/**
 * The expressions that nobody but n8n has a hand in: the time, also a while from or before now, and the execution's number. A list of
 * what is safe, because there are many ways to what a model wrote ($fromAI, $json, $input, $node, $items, $('…'), $tool …) and to what
 * somebody else could change ($vars, $env, $secrets), and names can be put together.
 */
const SAFE = /^=\s*\{\{\s*(\$execution\.id|\$(now|today)(\.[A-Za-z]+\([\w\s:'",{}.+-]*\))*)\s*\}\}\s*$/;

/** The texts in a field, however deep: options are a collection, a spreadsheet is a locator. */
const textsIn = (value: unknown): string[] =>
	typeof value === 'string'
		? [value]
		: typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)])
			: [];

/** n8n evaluates a text that begins with an equals sign. */
const isFixed = (text: string): boolean => !text.startsWith('=') || !text.includes('{{') || SAFE.test(text);

/**
 * Refuses a review whose rules the reviewed agent, or anybody who is no editor of the workflow, could write.
 * @param fields the raw values of the fields by display name.
 * @throws AutopilotError DECISION_INVALID, naming the field.
 */
export function requireFixedRules(fields: ReadonlyMap<string, unknown>): void {
	for (const [field, value] of fields) {
		if (!textsIn(value).every(isFixed)) {
			throw new AutopilotError(
				'DECISION_INVALID',
				`"${field}" of a review of tool calls must be a fixed value, and no expression: the agent could choose its own reviewer`,
			);
		}
	}
}

const isRecord = (value: JsonValue): value is { readonly [key: string]: JsonValue } =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
