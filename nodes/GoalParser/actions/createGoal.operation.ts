import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { createGoal as resolveGoal } from '../../../core/goal/createGoal';
import type { ParsedInstruction, Question } from '../../../core/goal/types';
import { newGoal } from '../../../core/goal/newGoal';
import { planLimits } from '../../../core/goal/planLimits';
import { goalDays } from '../../../core/plan/days';
import { createPlan } from '../../../core/plan/createPlan';
import type { Goal } from '../../../core/types';
import { loopState } from '../../../ledger/loopState';
import { goalItem } from '../../shared/goalItem';
import type { Routed } from '../../shared/items';
import { LoopShell } from '../../shared/loopShell';
import { openSnapshot } from '../../shared/session';
import { shellPorts } from '../../shared/shellPorts';
import { sha256 } from '../../shared/signing';
import type { Operation } from '../../shared/operation';
import { readState } from '../../shared/businessState';
import { OUTPUT, readText } from '../reading';

const show = { operation: ['createGoal'] };

const fields: INodeProperties[] = [
	{
		displayName: 'State Source',
		name: 'stateSource',
		type: 'options',
		options: [
			{ name: 'Input Item', value: 'input', description: 'Fields revenue, customers, arpu … of the incoming item' },
			{ name: 'Ledger', value: 'ledger', description: 'Figures that Performance Monitor has recorded' },
			{ name: 'Whop', value: 'whop', description: 'Payments and memberships of your Whop company' },
		],
		default: 'whop',
		description: 'Where present revenue and customers are read from',
		displayOptions: { show },
	},
	{
		displayName: 'Requested By',
		name: 'requestedBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. telegram:123456789',
		description: 'Who gave the instruction, kept with the goal',
		displayOptions: { show },
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		default: '={{ $execution.id }}',
		description: 'The same key gives the same goal, so that a repeated call does not start a second one',
		displayOptions: { show },
	},
];

/** Reads the sentence and the state of the business, plans, lets the policy speak, and saves the goal. */
export const createGoal: Operation = {
	fields,
	async execute(context, itemIndex) {
		const { ledger, api, snapshot, now } = await openSnapshot(context, itemIndex);
		const { settings, catalog } = snapshot;
		const goalId = goalIdOf(context, itemIndex);
		const known = snapshot.goals.find((goal) => goal.goalId === goalId);
		if (known) return route(known, loopState(known, snapshot).decisions.find(({ status }) => status === 'pending')?.decisionId);

		const parsed = readText(context, itemIndex, settings, catalog, now);
		if (parsed.questions.length > 0) return unclear(parsed, parsed.questions);
		const state = await readState(context, itemIndex, settings, snapshot.observations, now);
		const draft = resolveGoal(parsed, {
			state,
			timeZone: settings.timeZone,
			currency: settings.currency,
			exchangeRates: settings.exchangeRates,
		});
		if (!draft.ok) return unclear(parsed, draft.error);

		const requestedBy = String(context.getNodeParameter('requestedBy', itemIndex, '')).slice(0, 200);
		const plan = createPlan({
			goal: { goalId, ...draft.value },
			progressValue: 0,
			catalog,
			runs: snapshot.runs,
			state,
			settings,
			version: 1,
			now,
			seed: Number.parseInt(sha256(goalId).slice(0, 8), 16),
			...planLimits(draft.value.constraints, catalog, goalDays(draft.value).length),
			namedWorkflows: parsed.workflows.flatMap(({ workflowKey }) => workflowKey ?? []),
		});
		const goal: Goal = {
			...newGoal({ goalId, requestedBy, draft: draft.value, now }),
			plan,
			planVersion: 1,
			probability: plan.forecast.probability,
		};
		const shell = new LoopShell(loopState(goal, snapshot), shellPorts(context, ledger, api, snapshot, now), true);
		const result = await shell.feed({ type: 'InstructionReceived' });
		return route(result.state.goal, result.requested[0]?.decisionId);
	},
};

/** A goal's id comes from its idempotency key, this n8n and this workflow, so that a repeated call finds the goal. */
function goalIdOf(context: IExecuteFunctions, itemIndex: number): string {
	const key = String(context.getNodeParameter('idempotencyKey', itemIndex));
	const parts = [context.getInstanceId(), context.getWorkflow().id ?? '', context.getNode().id, key, String(itemIndex)];
	return `g_${sha256(JSON.stringify(parts)).slice(0, 16)}`;
}

function route(goal: Goal, decisionId: string | undefined): Routed[] {
	const json = { ...goalItem(goal), explanation: [...(goal.plan?.explanation ?? [])] };
	if (goal.status === 'cancelled')
		return [{ output: OUTPUT.unclear, json: { ...json, questions: [{ code: 'refused', text: goal.closeReason }] } }];
	if (decisionId === undefined) return [{ output: OUTPUT.ready, json }];
	return [{ output: OUTPUT.needsDecision, json: { ...json, decision_id: decisionId } }];
}

const unclear = ({ text, locale }: ParsedInstruction, questions: readonly Question[]): Routed[] => [
	{
		output: OUTPUT.unclear,
		json: { instruction: text.slice(0, 2000), locale, questions: questions.map((question) => ({ ...question })) },
	},
];
