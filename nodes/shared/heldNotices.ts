import type { Candidate } from '../../core/execution/admission';
import { noticeReport } from '../../core/report/notice';
import type { Instant, Run, Verdict } from '../../core/types';
import type { Step } from '../../ledger/together';
import type { GoalTurn } from './goalTurn';
import { isWhole, type Part } from './parts';
import { handOn, queueReports, reportStep, type TurnReport } from './reportQueue';
import type { ShellPorts } from './shellTypes';

/** Rows written for refused steps in one tick; with a thousand goals over a ceiling the first ones tell the story. */
const MAX_HELD = 50;

/**
 * Makes a refusal visible: the step's row in `run_log` says why it was not started (`scheduled`, with the reason in `error`), and
 * its goal gets one notice for the steps whose row is new, and for those that were to be tried again. There is one row for a step and
 * a day, and the same refusal with other amounts is no news, so it is said once a day.
 * While the brake is pulled nothing is said: whoever pulled it knows.
 * @param runs all that is known of them; what is refused is renewed there
 */
export function heldNotices(
	{ ledger }: Pick<ShellPorts, 'ledger'>,
	refused: readonly { readonly candidate: Candidate & { readonly turn: GoalTurn }; readonly verdict: Verdict }[],
	runs: Map<string, Run>,
	now: Instant,
): Part {
	const held = refused
		.filter(({ verdict, candidate }) => verdict.rule !== 'auto-execution-off' && isNews(candidate.run.error, verdict.reason))
		.slice(0, MAX_HELD)
		.map(({ candidate, verdict }) => ({
			...candidate,
			saidBefore: candidate.run.error,
			run: { ...candidate.run, error: verdict.reason },
			reason: verdict.reason,
		}));
	const fresh = held.filter(({ run }) => !runs.has(run.runId));
	const known = held.filter(({ run }) => runs.has(run.runId));
	const tried = known.filter(({ run }) => run.attempts > 0);
	const rows: Step = { table: 'run_log', insert: fresh.map(({ run }) => run) };
	const retries: Step = { table: 'run_log', changes: tried.map(noted) };
	const others: Step = { table: 'run_log', changes: known.filter(({ run }) => run.attempts === 0).map(noted) };
	// Where another worker was first with some of it, less is news.
	const notices = noticesOf([...fresh, ...tried]);
	return {
		steps: [rows, retries, others, reportStep(notices, now, [rows, retries])],
		after: async ([added = [], again = []]) => {
			for (const { turn, run } of held) {
				runs.set(run.runId, run);
				turn.remember(run);
			}
			if (isWhole([added, again])) {
				handOn(notices);
				return;
			}
			const own = [...fresh.filter((_, index) => added[index]), ...tried.filter((_, index) => again[index])];
			await queueReports(ledger, noticesOf(own), now);
		},
	};
}

type Held = Candidate & { readonly turn: GoalTurn; readonly saidBefore: string | null; readonly reason: string };

const noted = ({ run, saidBefore }: Held) => ({
	key: run.runId,
	expected: { status: 'scheduled' as const, error: saidBefore },
	values: { error: run.error },
});

const noticesOf = (held: readonly Held[]): TurnReport[] =>
	[...Map.groupBy(held, ({ turn }) => turn)].map(([turn, steps]) => {
		const reasons = [...new Set(steps.map(({ reason }) => reason))];
		return { turn, report: noticeReport(turn.state, { type: 'held', steps: steps.map(({ step }) => step), reasons }) };
	});

const isNews = (said: string | null, reason: string): boolean => said === null || withoutAmounts(said) !== withoutAmounts(reason);

const withoutAmounts = (reason: string): string => reason.replaceAll(/\d[\d,.]*/g, '#');
