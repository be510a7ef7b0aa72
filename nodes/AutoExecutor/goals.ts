import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { LoopEvent } from '../../core/commands';
import { reportHtml, reportText } from '../../core/report/html';
import type { Settings } from '../../core/settings';
import type { Decision, Goal, Instant, Report } from '../../core/types';
import { type LedgerSnapshot, loadSnapshot, loopState } from '../../ledger/loopState';
import { errorJson } from '../shared/errors';
import { goalItem } from '../shared/goalItem';
import type { Routed } from '../shared/items';
import { LoopShell, type ShellResult } from '../shared/loopShell';
import { openSnapshot } from '../shared/session';
import { toItem } from '../shared/snakeCase';
import { shellPorts } from '../shared/shellPorts';

/** The outputs of the node. */
export const OUTPUT = { result: 0, needsDecision: 1, report: 2 } as const;

/** The ledger of an item as it was at first, and a way to feed its goals. */
export interface Session {
	readonly snapshot: LedgerSnapshot;
	readonly now: Instant;
	readonly feed: (goal: Goal, event: LoopEvent) => Promise<ShellResult>;
}

/** Opens the ledger, loads it, and connects the loop to this execution. */
export async function openSession(context: IExecuteFunctions, itemIndex: number): Promise<Session> {
	const { ledger, api, snapshot, now } = await openSnapshot(context, itemIndex);
	let latest = snapshot;
	let outdated = false;
	const feed: Session['feed'] = async (goal, event) => {
		// The runs of the goal before took their time and their money: what the ledger said before them no longer counts.
		if (outdated) latest = await loadSnapshot(ledger);
		const current = latest.goals.find(({ goalId }) => goalId === goal.goalId) ?? goal;
		const ports = shellPorts(context, ledger, api, latest, now);
		// So it is also where this one fails on the way.
		outdated = true;
		const result = await new LoopShell(loopState(current, latest), ports).feed(event);
		outdated = result.finished.length > 0;
		return result;
	};
	return { snapshot, now, feed };
}

/**
 * Gives every goal its turn: one that fails must not keep those after it from running, or from being stopped. Its failure is
 * told when all had their turn, beside what came of the others where the node continues on fail.
 */
export async function forEachGoal(
	context: Pick<IExecuteFunctions, 'continueOnFail'>,
	goals: readonly Goal[],
	turn: (goal: Goal) => Promise<ShellResult>,
): Promise<Routed[]> {
	const routed: Routed[] = [];
	const failures: unknown[] = [];
	for (const goal of goals) {
		await turn(goal).then(
			(result) => routed.push(...routeResult(result)),
			(error: unknown) => failures.push(error),
		);
	}
	if (failures.length > 0 && !context.continueOnFail()) throw failures[0];
	return [...routed, ...failures.map((error) => ({ output: OUTPUT.result, json: { ...errorJson(error) } }))];
}

/** The items that came of feeding a goal: its figures and runs, questions to ask, reports to send. */
export function routeResult({ state, finished, requested, reports }: ShellResult): Routed[] {
	return [
		{ output: OUTPUT.result, json: { ...goalItem(state.goal), runs: finished.map(toItem) } },
		...requested.map((decision) => ({ output: OUTPUT.needsDecision, json: decisionItem(decision) })),
		...reports.flatMap((report) => reportItems(report, state.settings)),
	];
}

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
