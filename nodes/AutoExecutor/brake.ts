import { AutopilotError } from '../../core/errors';
import { DEFAULT_SETTINGS } from '../../core/settings';
import type { Ledger } from '../../ledger/ledger';

const KEY = 'AUTO_EXECUTION_ENABLED';

/** Lets no run start, whoever asks for it. */
export const switchOff = async (ledger: Ledger): Promise<void> => switchTo(ledger, 'false');

/**
 * Lets runs start again.
 * @throws AutopilotError SETTING_INVALID where a variable of n8n holds the brake; then the table holds it as before
 */
export async function switchOn(ledger: Ledger): Promise<void> {
	await switchTo(ledger, 'true');
	const held = (await ledger.read('settings')).some(({ key, value }) => key === KEY && value.toLowerCase() !== 'true');
	if (!held) return;
	await switchOff(ledger);
	throw new AutopilotError('SETTING_INVALID', `n8n's variable AUTOPILOT_${KEY} holds ${KEY}: change it there, then resume`, {
		setting: KEY,
	});
}

async function switchTo(ledger: Ledger, value: 'true' | 'false'): Promise<void> {
	// A row that somebody deleted would leave the default, which lets everything run.
	await ledger.insert(
		'settings',
		DEFAULT_SETTINGS.filter(({ key }) => key === KEY),
	);
	await ledger.update('settings', [{ key: KEY, values: { value } }]);
}
