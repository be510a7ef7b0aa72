import { isAutopilotError } from './errors';
import { readSettings, type Settings } from './settings';
import type { Setting } from './types';

/**
 * The settings as far as they can be read: one that is invalid counts as if it were not there. Only for what starts nothing, such as
 * the brake, which has to work whatever is wrong elsewhere.
 */
export function readableSettings(rows: readonly Setting[]): Settings {
	const invalid = invalidSetting(rows);
	return invalid === null ? readSettings(rows) : readableSettings(rows.filter(({ key }) => key !== invalid));
}

/** The first of these that keeps the settings from being read. */
function invalidSetting(rows: readonly Setting[]): string | null {
	try {
		readSettings(rows);
		return null;
	} catch (error) {
		const named = isAutopilotError(error) ? error.details['setting'] : undefined;
		return rows.find(({ key }) => key === named)?.key ?? null;
	}
}
