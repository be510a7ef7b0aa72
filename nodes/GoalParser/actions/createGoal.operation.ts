import type { IExecuteFunctions } from 'n8n-workflow';
import type { LoopState } from '../../../core/commands';
import { sameGoal } from '../../../core/goal/sameGoal';
import { createPlan } from '../../../core/plan/createPlan';
import { AutopilotError } from '../../../core/errors';
import type { Goal } from '../../../core/types';
import { loopState } from '../../../ledger/loopState';
import { goalItem } from '../../shared/goalItem';
import type { Routed } from '../../shared/items';
import { LoopShell } from '../../shared/loopShell';
import type { Operation } from '../../shared/operation';
import { openSnapshot, type OpenSnapshot } from '../../shared/session';
import { shellPorts } from '../../shared/shellPorts';
import { sha256 } from '../../shared/signing';
import { idempotencyKeyField } from '../fields';
import { OUTPUT, prepare, readRequester, readText } from '../prepare';

/** Reads the sentence and the state of the business, plans, lets the policy speak, and saves the goal. */
export const createGoal: Operation = {
	fields: [idempotencyKeyField],
	async execute(context, itemIndex) {
		const session = await openSnapshot(context, itemIndex);
		const { ledger, api, snapshot, now } = session;
		const goalId = goalIdOf(context, itemIndex);
		const known = snapshot.goals.find((goal) => goal.goalId === goalId);
		if (known) {
			const { text } = readText(context, itemIndex, snapshot.settings, snapshot.catalog, now);
			if (text.trim() === known.instruction.trim()) return route(loopState(known, snapshot));
			throw new AutopilotError(
				'IDEMPOTENCY_KEY_REUSED',
				`The idempotency key belongs to another sentence: "${known.instruction}"`,
			);
		}
		const repeated = isNamed(context, itemIndex) ? null : repeatedGoal(context, itemIndex, session);
		if (repeated) return route(loopState(repeated, snapshot));
		const prepared = await prepare(context, itemIndex, goalId, session);
		if (!prepared.ok) return prepared.unclear;

		const { planInput, assumptions } = prepared.value;
		const plan = createPlan(planInput);
		const goal: Goal = { ...prepared.value.goal, plan, planVersion: plan.version, probability: plan.forecast.probability };
		const shell = new LoopShell(loopState(goal, snapshot), shellPorts(context, ledger, api, snapshot, now), true);
		const result = await shell.feed({ type: 'InstructionReceived', assumptions });
		return route(result.state);
	},
};

/** A goal's id comes from its idempotency key, this n8n and this workflow, so that a repeated call finds the goal. */
function goalIdOf(context: IExecuteFunctions, itemIndex: number): string {
	const key = String(context.getNodeParameter('idempotencyKey', itemIndex));
	const parts = [context.getInstanceId(), context.getWorkflow().id ?? '', context.getNode().id, key, String(itemIndex)];
	return `g_${sha256(JSON.stringify(parts)).slice(0, 16)}`;
}

/** Whoever names a key of their own says what is the same call; the default is another one for each execution. */
const isNamed = (context: IExecuteFunctions, itemIndex: number): boolean =>
	String(context.getNodeParameter('idempotencyKey', itemIndex)) !== context.getExecutionId();

function repeatedGoal(context: IExecuteFunctions, itemIndex: number, { snapshot, now }: OpenSnapshot): Goal | null {
	const { text: instruction } = readText(context, itemIndex, snapshot.settings, snapshot.catalog, now);
	return sameGoal(snapshot.goals, { instruction, requestedBy: readRequester(context, itemIndex) }, now);
}

function route({ goal, decisions }: LoopState): Routed[] {
	const decisionId = decisions.find(({ status }) => status === 'pending')?.decisionId;
	const json = { ...goalItem(goal), explanation: [...(goal.plan?.explanation ?? [])] };
	if (goal.status === 'cancelled') {
		return [{ output: OUTPUT.unclear, json: { ...json, questions: [{ code: 'refused', text: goal.closeReason }] } }];
	}
	if (decisionId === undefined) return [{ output: OUTPUT.ready, json }];
	return [{ output: OUTPUT.needsDecision, json: { ...json, decision_id: decisionId } }];
}
