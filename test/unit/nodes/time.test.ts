import { refuseReplay } from '../../../nodes/shared/time';

test('another time than the present is refused unless the settings allow it', () => {
	const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
	expect(() => refuseReplay(inDays(0), { allowReplay: false })).not.toThrow();
	expect(() => refuseReplay(inDays(1), { allowReplay: false })).toThrow('ALLOW_REPLAY');
	expect(() => refuseReplay(inDays(-1), { allowReplay: false })).toThrow('ALLOW_REPLAY');
	expect(() => refuseReplay(inDays(-1), { allowReplay: true })).not.toThrow();
});
