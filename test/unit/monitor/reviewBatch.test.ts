import fc from 'fast-check';
import { reviewBatch } from '../../../core/monitor/reviewBatch';
import type { Goal } from '../../../core/types';
import { sampleGoal } from '../../contract/sampleRows';

const NOW = '2026-11-20T00:00:00.000Z';
const later = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const goal = (goalId: string, values: Partial<Goal> = {}): Goal =>
	sampleGoal(goalId, { periodEnd: '2026-12-01T00:00:00.000Z', ...values });

const idsOf = (goals: readonly Goal[]): string[] => goals.map(({ goalId }) => goalId);

describe('the batch of a review', () => {
	it('is all goals, as they come, where they fit', () => {
		const goals = [goal('b', { reviewedAt: later(-1) }), goal('a')];
		expect(reviewBatch(goals, 2, NOW)).toBe(goals);
	});

	it('begins with goals that have ended since somebody looked, then those never looked at, then those that waited longest', () => {
		const goals = [
			goal('waits longer', { reviewedAt: later(-20) }),
			goal('waits', { reviewedAt: later(-10) }),
			goal('ended, seen', { periodEnd: later(-9), reviewedAt: later(-8) }),
			goal('new'),
			goal('ended', { periodEnd: later(-5), reviewedAt: later(-10) }),
		];
		expect(idsOf(reviewBatch(goals, 4, NOW))).toEqual(['ended', 'new', 'waits longer', 'waits']);
	});

	it('leaves nobody out: as many reviews as batches see every goal, whatever was seen before and whoever ends meanwhile', () => {
		const waited = fc.option(fc.integer({ min: -500, max: -1 }), { nil: null });
		const goals = fc.array(fc.tuple(waited, fc.integer({ min: -100, max: 100 })), { minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(goals, fc.integer({ min: 1, max: 10 }), (some, size) => {
				let all = some.map(([minutes, end], index) =>
					goal(`g${index}`, { reviewedAt: minutes === null ? null : later(minutes), periodEnd: later(end) }),
				);
				const seen = new Set<string>();
				// One that ends within the round may be seen twice in it.
				const ending = some.filter(([, end]) => end > 0).length;
				for (let review = 0; review < Math.ceil((all.length + ending) / size); review++) {
					const batch = new Set(idsOf(reviewBatch(all, size, later(review * 5))));
					for (const id of batch) seen.add(id);
					all = all.map((one) => (batch.has(one.goalId) ? { ...one, reviewedAt: later(review * 5) } : one));
				}
				expect(seen.size).toBe(all.length);
			}),
		);
	});
});
