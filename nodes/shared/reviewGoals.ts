import { reviewBatch } from '../../core/monitor/reviewBatch';
import type { Goal, Instant } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { LedgerSnapshot } from '../../ledger/loopState';
import type { TurnResult } from './loopShell';

interface Reviewing {
	readonly ledger: Ledger;
	readonly snapshot: LedgerSnapshot;
	readonly now: Instant;
	readonly review: (goals: readonly Goal[]) => Promise<TurnResult[]>;
}

/**
 * Reviews as many of the goals as REVIEW_BATCH says; later reviews take the others. Where there are more, the ledger keeps who had
 * their turn: also goals whose review failed, which must not keep the others from theirs.
 */
export async function reviewGoals(goals: readonly Goal[], { ledger, snapshot, now, review }: Reviewing): Promise<TurnResult[]> {
	const batch = reviewBatch(goals, snapshot.settings.reviewBatch, now);
	const results = await review(batch);
	if (batch.length < goals.length) {
		const patches = batch.map(({ goalId }) => ({ key: goalId, values: { reviewedAt: now } }));
		await ledger.update('goals_tracker', patches);
	}
	return results;
}
