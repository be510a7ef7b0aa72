import type { Goal, Instant } from '../types';

/**
 * The goals a review takes when there are more than it can: first those whose period has ended since somebody looked, which are to be
 * closed, then those that nobody has looked at for longest. Whoever is reviewed goes to the end of the queue, so that none waits for ever.
 */
export function reviewBatch(goals: readonly Goal[], size: number, now: Instant): readonly Goal[] {
	if (goals.length <= size) return goals;
	const queue = goals.map((goal) => ({ goal, place: placeOf(goal, now) }));
	queue.sort((one, other) => (one.place < other.place ? -1 : 1));
	return queue.slice(0, size).map(({ goal }) => goal);
}

function placeOf({ periodEnd, reviewedAt, createdAt, goalId }: Goal, now: Instant): string {
	const hasEnded = periodEnd <= now && (reviewedAt ?? '') < periodEnd;
	return [hasEnded ? 0 : 1, reviewedAt ?? '', createdAt, goalId].join(' ');
}
