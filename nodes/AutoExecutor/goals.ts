import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { LoopEvent } from '../../core/commands';
import { obstaclesOf } from '../../core/execution/obstacles';
import { reportHtml, reportText } from '../../core/report/html';
import type { Settings } from '../../core/settings';
import type { Decision, Goal, Instant, Report } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { type LedgerSnapshot, loopState } from '../../ledger/loopState';
import { errorJson } from '../shared/errors';
import { goalItem } from '../shared/goalItem';
import type { Routed } from '../shared/items';
import { feedAll, type ShellResult, type TurnResult } from '../shared/loopShell';
import { openSnapshot } from '../shared/session';
import { toItem } from '../shared/snakeCase';
import { shellPorts } from '../shared/shellPorts';

/** The outputs of the node. */
export const OUTPUT = { result: 0, needsDecision: 1, report: 2 } as const;

/** The ledger of an item as it was at first, and a way to feed its goals, all of them at once. */
export interface Session {
	readonly ledger: Ledger;
	readonly snapshot: LedgerSnapshot;
	readonly now: Instant;
	readonly feed: (goals: readonly Goal[], event: LoopEvent) => Promise<TurnResult[]>;
}

/** Opens the ledger, loads it, and connects the loop to this execution. */
export async function openSession(
	context: IExecuteFunctions,
	itemIndex: number,
	load?: Parameters<typeof openSnapshot>[2],
): Promise<Session> {
	const { ledger, api, snapshot, now } = await openSnapshot(context, itemIndex, load);
	const ports = shellPorts(context, ledger, api, snapshot, now);
	const feed: Session['feed'] = async (goals, event) =>
		feedAll(
			goals.map((goal) => loopState(goal, snapshot)),
			event,
			ports,
		);
	return { ledger, snapshot, now, feed };
}

/**
 * What came of the turns of many goals. One that failed has kept none of the others from theirs; its failure is told beside what
 * came of them where the node continues on fail.
 */
export function routeAll(
	context: Pick<IExecuteFunctions, 'continueOnFail'>,
	results: readonly TurnResult[],
	now: Instant,
): Routed[] {
	const failures = results.flatMap(({ failure }) => failure ?? []);
	if (failures[0] && !context.continueOnFail()) throw failures[0].error;
	return [
		...results.filter(({ failure }) => failure === null).flatMap((result) => routeResult(result, now)),
		...failures.map(({ error }) => ({ output: OUTPUT.result, json: { ...errorJson(error) } })),
	];
}

/** The items that came of feeding a goal: its figures, its runs and what stands in their way, then what follows from them. */
function routeResult(result: ShellResult, now: Instant): Routed[] {
	const { resting, ...retries } = obstaclesOf(result.state, now);
	const json = {
		...goalItem(result.state.goal),
		runs: result.finished.map(toItem),
		stopped_runs: result.stopped.map(({ runId }) => runId),
		unstopped_runs: result.unstopped.map(({ run, error }) => ({ run_id: run.runId, workflow_key: run.workflowKey, error })),
		resting_workflows: resting.map(toItem),
		...toItem(retries),
	};
	return [{ output: OUTPUT.result, json }, ...consequencesOf(result)];
}

/** Questions to ask and reports to send. */
export const consequencesOf = ({ state, requested, reports }: ShellResult): Routed[] => [
	...requested.map((decision) => ({ output: OUTPUT.needsDecision, json: decisionItem(decision) })),
	...reports.flatMap((report) => reportItems(report, state.settings)),
];

/** What the workflow that asks needs to know. */
export const decisionItem = ({ decisionId, goalId, kind, question }: Decision): IDataObject => ({
	decision_id: decisionId,
	goal_id: goalId,
	kind,
	question,
});

/**
 * A report, ready for a chat (html) or anything else (text): one item for each approver on Telegram, with their `chat_id`, or
 * one with an empty `chat_id` where none is.
 */
export function reportItems(report: Report, { approvers }: Settings): Routed[] {
	const json = {
		goal_id: report.goalId,
		kind: report.kind,
		locale: report.locale,
		title: report.title,
		text: reportText(report),
		html: reportHtml(report),
	};
	const chats = approvers.flatMap((approver) => /^telegram:(\d+)$/i.exec(approver)?.[1] ?? []);
	return (chats.length > 0 ? chats : ['']).map((chat_id) => ({ output: OUTPUT.report, json: { ...json, chat_id } }));
}

/** Downstream nodes need an item to run on, also when there was nothing to do. */
export const orNothing = (routed: readonly Routed[]): readonly Routed[] =>
	routed.length > 0 ? routed : [{ output: OUTPUT.result, json: { active_goals: 0 } }];
