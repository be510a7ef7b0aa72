import { readGoalId } from '../../shared/goalField';
import { closedWithOpenRuns, selectGoals } from '../../shared/session';
import { DateTime } from 'luxon';
import type { Decision, Instant } from '../../../core/types';
import { orNothing, OUTPUT } from '../outputs';
import { questionItem } from '../questionItem';
import { routeAll } from '../routeAll';
import { openSession } from '../session';
import { writeMissingFinals } from '../finalReports';
import type { Operation } from '../../shared/operation';
import { wakeAnswered } from '../../shared/wake';

const UNSENT_AFTER_MINUTES = 2;

/** Runs every step whose time has come, and whatever a crash left undone before it. */
export const runDueSteps: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { ledger, snapshot, now, feed } = await openSession(context, itemIndex);
		const { baseUrl } = await context.getCredentials('autopilotApi', itemIndex);
		// Waking may have failed when the answer came in; the steps of a goal do not wait for it, other workflows do.
		await wakeAnswered({ context, ledger, ownUrl: String(baseUrl) }, snapshot.decisions);
		const goalId = readGoalId(context, itemIndex);
		const goals = selectGoals(snapshot, goalId);
		const closed = goalId === '' ? closedWithOpenRuns(snapshot) : [];
		const results = await feed([...goals, ...closed], { type: 'Tick' });
		const routed = routeAll(
			context,
			results.filter(
				({ state, finished, reports, failure }) =>
					!closed.some(({ goalId }) => goalId === state.goal.goalId) || finished.length > 0 || reports.length > 0 || failure,
			),
			now,
		);
		const known = new Set(snapshot.goals.map((goal) => goal.goalId));
		const lost = snapshot.decisions.filter((decision) => known.has(decision.goalId) && isUnsent(decision, now));
		const unsent = lost.map((decision) => ({ output: OUTPUT.needsDecision, json: questionItem(decision) }));
		await writeMissingFinals(ledger, snapshot, now);
		return orNothing([...routed, ...unsent]);
	},
};

/**
 * Recorded, but it reached nobody: the worker died before it was sent, or every channel failed. Ask again. Asking is
 * idempotent, so a slow worker does no harm.
 */
function isUnsent({ status, channels, askedAt, deadline }: Decision, now: Instant): boolean {
	const age = DateTime.fromISO(now).diff(DateTime.fromISO(askedAt), 'minutes').minutes;
	const reached = channels.some((receipt) => receipt.status === 'sent');
	return status === 'pending' && !reached && age >= UNSENT_AFTER_MINUTES && deadline > now;
}
