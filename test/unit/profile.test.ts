import { DEFAULT_SETTINGS, readSettings } from '../../core/settings';
import { PROFILES } from '../../core/profile';

const read = (values: Record<string, string>) =>
	readSettings([...DEFAULT_SETTINGS, ...Object.entries(values).map(([key, value]) => ({ key, value, note: '' }))]);

describe('the optimization level', () => {
	it.each([
		['conservative', 0.05, 0, 0],
		['balanced', 0.1, 1, 0.3],
		['aggressive', 0.1, 1, 0.5],
	])('%s decides the settings that are left empty', (profile, autoAdjustLimit, learningRoom, explorationShare) => {
		expect(read({ PROFILE: profile })).toMatchObject({ profile, autoAdjustLimit, learningRoom, explorationShare });
	});

	it('is balanced where nobody chose', () => expect(read({}).profile).toBe('balanced'));

	it('gives way to a setting that is there', () => {
		expect(read({ PROFILE: 'conservative', AUTO_ADJUST_LIMIT: '0.02' }).autoAdjustLimit).toBe(0.02);
	});

	it.each(['', 'Balanced', 'constructor'])('cannot be %p', (profile) => {
		expect(() => read({ PROFILE: profile })).toThrow(
			expect.objectContaining({
				code: 'SETTING_INVALID',
				message: expect.stringContaining('conservative, balanced or aggressive'),
			}),
		);
	});

	it('never reaches what is strategic: that is asked for at every level', () => {
		const { strategicChangeLimit } = read({});
		for (const settings of Object.values(PROFILES)) expect(Number(settings.AUTO_ADJUST_LIMIT)).toBeLessThan(strategicChangeLimit);
	});

	it('is told of in the notes of the settings it decides', () => {
		const { note } = DEFAULT_SETTINGS.find(({ key }) => key === 'AUTO_ADJUST_LIMIT') ?? { note: '' };
		expect(note).toContain('conservative 0.05, balanced 0.10, aggressive 0.10');
	});
});
