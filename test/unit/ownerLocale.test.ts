import { ownerLocale } from '../../core/ownerLocale';
import { readSettings } from '../../core/settings';
import { sampleGoal } from '../contract/sampleRows';

const set = (value: string) => readSettings([{ key: 'LANGUAGE', value, note: '' }]);
const older = sampleGoal('g_1', { locale: 'en', createdAt: '2026-11-01T00:00:00.000Z' });
const newer = sampleGoal('g_2', { locale: 'ja', createdAt: '2026-11-02T00:00:00.000Z' });

it.each([
	['the setting', 'EN', [newer], 'en'],
	['the newest goal where nothing is set', '', [newer, { ...older, createdAt: '2026-11-03T00:00:00.000Z' }], 'en'],
	['the newest goal, whatever their order', '', [newer, older], 'ja'],
	['Japanese where there is no goal', '', [], 'ja'],
] as const)('the owner is asked in the language of %s', (_what, value, goals, locale) => {
	expect(ownerLocale(set(value), goals)).toBe(locale);
});

it('the setting takes no other language', () => {
	expect(() => set('fr')).toThrow('LANGUAGE must be ja, en or empty');
});
