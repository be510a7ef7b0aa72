import type { Candidate } from '../../core/execution/admission';
import { noticeReport } from '../../core/report/notice';
import type { Run, Verdict } from '../../core/types';
import type { GoalTurn } from './goalTurn';
import type { TurnReport } from './reportQueue';
import type { ShellPorts } from './shellTypes';

/** Rows written for refused steps in one tick; with a thousand goals over a ceiling the first ones tell the story. */
const MAX_HELD = 50;

/**
 * Makes a refusal visible: the step's row in `run_log` says why it was not started (`scheduled`, with the reason in `error`), and
 * its goal gets one notice for the steps whose row is new, and for those that were to be tried again. There is one row for a step and
 * a day, and the same refusal with other amounts is no news, so it is said once a day.
 * While the brake is pulled nothing is said: whoever pulled it knows.
 */
export async function heldNotices(
	{ ledger }: ShellPorts,
	refused: readonly { readonly candidate: Candidate & { readonly turn: GoalTurn }; readonly verdict: Verdict }[],
	runs: Map<string, Run>,
): Promise<TurnReport[]> {
	const held = refused
		.filter(({ verdict, candidate }) => verdict.rule !== 'auto-execution-off' && isNews(candidate.run.error, verdict.reason))
		.slice(0, MAX_HELD)
		.map(({ candidate, verdict }) => ({
			...candidate,
			saidBefore: candidate.run.error,
			run: { ...candidate.run, error: verdict.reason },
			reason: verdict.reason,
		}));
	if (held.length === 0) return [];
	const fresh = held.filter(({ run }) => !runs.has(run.runId));
	const known = held.filter(({ run }) => runs.has(run.runId));
	const added = new Set(
		fresh.length > 0
			? await ledger.insert(
					'run_log',
					fresh.map(({ run }) => run),
				)
			: [],
	);
	const noted =
		known.length > 0
			? await ledger.transitionAll(
					'run_log',
					known.map(({ run, saidBefore }) => ({
						key: run.runId,
						expected: { status: 'scheduled' as const, error: saidBefore },
						values: { error: run.error },
					})),
				)
			: [];
	for (const { turn, run } of held) {
		runs.set(run.runId, run);
		turn.remember(run);
	}
	const byGoal = Map.groupBy(
		[...fresh.filter(({ run }) => added.has(run.runId)), ...known.filter(({ run }, index) => noted[index] && run.attempts > 0)],
		({ turn }) => turn,
	);
	return [...byGoal].map(([turn, steps]) => {
		const reasons = [...new Set(steps.map(({ reason }) => reason))];
		return { turn, report: noticeReport(turn.state, { type: 'held', steps: steps.map(({ step }) => step), reasons }) };
	});
}

const isNews = (said: string | null, reason: string): boolean => said === null || withoutAmounts(said) !== withoutAmounts(reason);

const withoutAmounts = (reason: string): string => reason.replaceAll(/\d[\d,.]*/g, '#');
