import { DEFAULT_SETTINGS } from '../../core/settings';
import type { Ledger } from '../../ledger/ledger';

const KEY = 'AUTO_EXECUTION_ENABLED';

/** Lets no run start, whoever asks for it. */
export const switchOff = async (ledger: Ledger): Promise<void> => switchTo(ledger, 'false');

/** Lets runs start again. */
export const switchOn = async (ledger: Ledger): Promise<void> => switchTo(ledger, 'true');

async function switchTo(ledger: Ledger, value: 'true' | 'false'): Promise<void> {
	// A row that somebody deleted would leave the default, which lets everything run.
	await ledger.insert(
		'settings',
		DEFAULT_SETTINGS.filter(({ key }) => key === KEY),
	);
	await ledger.update('settings', [{ key: KEY, values: { value } }]);
}
