import { DEFAULT_SETTINGS } from '../../../core/settings';
import { overriddenSettings } from '../../../core/overriddenSettings';
import type { Setting } from '../../../core/types';

const rows: readonly Setting[] = [
	{ key: 'AUTO_EXECUTION_ENABLED', value: 'false', note: 'mine' },
	{ key: 'MAX_RETRIES', value: '3', note: '' },
];

const valuesWith = (variables: Readonly<Record<string, unknown>>): Record<string, string> =>
	Object.fromEntries(overriddenSettings(rows, variables).map(({ key, value }) => [key, value]));

describe('n8n’s variables over the settings', () => {
	it('override rows, and add what the table lacks', () => {
		const values = valuesWith({ AUTOPILOT_MAX_RETRIES: '1', AUTOPILOT_FX_USD_JPY: ' 150 ' });
		expect(values).toEqual({ AUTO_EXECUTION_ENABLED: 'false', MAX_RETRIES: '1', FX_USD_JPY: '150' });
		const added = overriddenSettings([], { AUTOPILOT_TIME_ZONE: 'UTC' });
		expect(added).toEqual([{ ...DEFAULT_SETTINGS.find(({ key }) => key === 'TIME_ZONE'), value: 'UTC' }]);
	});

	it.each([{ MAX_RETRIES: '1' }, { AUTOPILOT_MAX_RETRIES: '' }, { AUTOPILOT_MAX_RETRIES: '  ' }, { AUTOPILOT_MAX_RETRIES: 1 }])(
		'leave everything as it is: %j',
		(variables) => {
			expect(overriddenSettings(rows, variables)).toEqual(rows);
		},
	);

	it('may pull the brake, never release it', () => {
		expect(valuesWith({ AUTOPILOT_AUTO_EXECUTION_ENABLED: 'TRUE' })['AUTO_EXECUTION_ENABLED']).toBe('false');
		const on = rows.map((row) => ({ ...row, value: 'true' }));
		const pulled = overriddenSettings(on, { AUTOPILOT_AUTO_EXECUTION_ENABLED: 'false' });
		expect(pulled[0]?.value).toBe('false');
		// What is not understood is not taken for "go on": reading the settings refuses it.
		expect(overriddenSettings(on, { AUTOPILOT_AUTO_EXECUTION_ENABLED: 'yes' })[0]?.value).toBe('yes');
	});
});
