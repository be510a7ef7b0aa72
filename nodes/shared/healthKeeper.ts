import type { RunOutcome } from '../../core/commands';
import { nextHealth, type Sample } from '../../core/execution/health';
import { noticeReport } from '../../core/report/notice';
import type { Instant, Run, WorkflowHealth } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { GoalTurn } from './goalTurn';
import type { TurnReport } from './reportQueue';

/** A run that has ended, and how. */
export interface Ended {
	readonly turn: GoalTurn;
	readonly run: Run;
	readonly outcome: RunOutcome;
}

/** Keeps the health of workflows in the ledger. Two workers that note at once may lose a sample, never a limit. */
export class HealthKeeper {
	readonly all: Map<string, WorkflowHealth>;

	constructor(
		known: readonly WorkflowHealth[],
		private readonly ledger: Ledger,
	) {
		this.all = new Map(known.map((health) => [health.workflowKey, health]));
	}

	/** Takes what the ledger says now. */
	renew(known: readonly WorkflowHealth[]): void {
		for (const health of known) this.all.set(health.workflowKey, health);
	}

	/**
	 * Notes how runs ended.
	 * @returns a notice for each breaker that opened, for the goal whose run did it.
	 */
	async note(ended: readonly Ended[], now: Instant): Promise<TurnReport[]> {
		const changed = new Map<string, WorkflowHealth>();
		const opened: TurnReport[] = [];
		const lost = new Set<string>();
		for (const { turn, run, outcome } of ended) {
			// All that an n8n took along when it ended is one accident of each workflow.
			const isLost = outcome.kind === 'failed' && outcome.withN8n === true;
			if (isLost && lost.has(run.workflowKey)) continue;
			if (isLost) lost.add(run.workflowKey);
			const sample = sampleOf(outcome);
			const before = this.all.get(run.workflowKey);
			const after = sample && nextHealth(before, run.workflowKey, sample, now);
			if (!after || after === before) continue;
			this.all.set(run.workflowKey, after);
			changed.set(run.workflowKey, after);
			if (after.state === 'open' && before?.state !== 'open') {
				opened.push({ turn, report: noticeReport(turn.state, { type: 'opened', health: after }) });
			}
		}
		if (changed.size === 0) return [];
		for (const { turn } of ended) turn.state = { ...turn.state, health: [...this.all.values()] };
		await this.ledger.upsert('workflow_health', [...changed.values()]);
		return opened;
	}
}

/** A rate limit is no illness, what never began says nothing unless somebody has to mend it, and of an unknown outcome nobody knows. */
function sampleOf(outcome: RunOutcome): Sample | null {
	if (outcome.kind === 'succeeded') return { ok: true };
	if (outcome.kind === 'unknown' || outcome.rateLimited) return null;
	if (outcome.notStarted && !outcome.needsPerson) return null;
	return { ok: false, error: outcome.error, fatal: outcome.needsPerson ?? false };
}
