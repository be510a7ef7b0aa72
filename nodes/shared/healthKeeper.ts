import type { RunOutcome } from '../../core/commands';
import { nextHealth, type Sample } from '../../core/execution/health';
import { noticeReport } from '../../core/report/notice';
import type { Instant, Run, WorkflowHealth } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { Step } from '../../ledger/together';
import type { GoalTurn } from './goalTurn';
import { isWhole, type Part, writeParts } from './parts';
import { handOn, reportStep, type TurnReport } from './reportQueue';

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

	/** Notes how runs ended, and tells of each breaker that opened the goal whose run did it. */
	async note(ended: readonly Ended[], now: Instant): Promise<void> {
		await writeParts(this.ledger, [this.part(ended, now)]);
	}

	/**
	 * The same, to be written along with something else; it is taken for known from now on.
	 * @param after steps that settle the runs: what somebody else had settled has been counted by them, so then nothing is noted
	 */
	part(ended: readonly Ended[], now: Instant, after: readonly Step[] = []): Part {
		const before = new Map<string, WorkflowHealth | undefined>();
		const opened: TurnReport[] = [];
		const lost = new Set<string>();
		for (const { turn, run, outcome } of ended) {
			// All that an n8n took along when it ended is one accident of each workflow.
			const isLost = outcome.kind === 'failed' && outcome.withN8n === true;
			if (isLost && lost.has(run.workflowKey)) continue;
			if (isLost) lost.add(run.workflowKey);
			const sample = sampleOf(outcome);
			const known = this.all.get(run.workflowKey);
			const next = sample && nextHealth(known, run.workflowKey, sample, now);
			if (!next || next === known) continue;
			if (!before.has(run.workflowKey)) before.set(run.workflowKey, known);
			this.all.set(run.workflowKey, next);
			if (next.state === 'open' && known?.state !== 'open') {
				opened.push({ turn, report: noticeReport(turn.state, { type: 'opened', health: next }) });
			}
		}
		const upsert = [...before.keys()].flatMap((key) => this.all.get(key) ?? []);
		return {
			steps: [{ table: 'workflow_health', upsert, after }, reportStep(opened, now, after)],
			after: ([noted = []]) => {
				if (!isWhole([noted])) {
					for (const [key, known] of before)
						if (known) this.all.set(key, known);
						else this.all.delete(key);
					return;
				}
				handOn(opened);
				if (upsert.length > 0) for (const { turn } of ended) turn.state = { ...turn.state, health: [...this.all.values()] };
			},
		};
	}
}

/** A rate limit is no illness, what never began says nothing unless somebody has to mend it, and of an unknown outcome nobody knows. */
function sampleOf(outcome: RunOutcome): Sample | null {
	if (outcome.kind === 'succeeded') return { ok: true };
	if (outcome.kind === 'unknown' || outcome.rateLimited) return null;
	if (outcome.notStarted && !outcome.needsPerson) return null;
	return { ok: false, error: outcome.error, fatal: outcome.needsPerson ?? false };
}
