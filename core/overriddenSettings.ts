import { DEFAULT_SETTINGS } from './defaultSettings';
import type { Setting } from './types';

/** A variable overrides the setting whose name follows: `AUTOPILOT_BUDGET_LIMIT_DAILY`. */
const PREFIX = 'AUTOPILOT_';
/** The brake. It is pulled in the table, and no variable may release it. */
const BRAKE = 'AUTO_EXECUTION_ENABLED';

/**
 * The settings with n8n's variables laid over them. A variable without a value overrides nothing, and either of the two pulls
 * the brake.
 * @param variables `$vars` of n8n, by name
 */
export function overriddenSettings(rows: readonly Setting[], variables: Readonly<Record<string, unknown>>): Setting[] {
	const values = new Map(
		Object.entries(variables).flatMap(([name, value]): [string, string][] =>
			name.startsWith(PREFIX) && typeof value === 'string' && value.trim() !== ''
				? [[name.slice(PREFIX.length), value.trim()]]
				: [],
		),
	);
	if (values.get(BRAKE)?.toLowerCase() === 'true') values.delete(BRAKE);
	const there = new Set(rows.map(({ key }) => key));
	const added = [...values].flatMap(([key, value]): Setting[] => (there.has(key) ? [] : [{ key, value, note: noteOf(key) }]));
	return [...rows.map((row) => ({ ...row, value: values.get(row.key) ?? row.value })), ...added];
}

const noteOf = (key: string): string => DEFAULT_SETTINGS.find((setting) => setting.key === key)?.note ?? '';
