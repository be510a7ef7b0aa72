import { UNSAID_REASON } from '../../../core/execution/unsaidReason';
import type { INodeProperties } from 'n8n-workflow';
import type { LoopEvent } from '../../../core/commands';
import { AutopilotError } from '../../../core/errors';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { refuseAgents } from '../../shared/refuseAgents';
import { readGoalId } from '../../shared/goalField';
import { selectGoals } from '../../shared/session';
import { switchOn } from '../brake';
import { orNothing } from '../outputs';
import { routeAll } from '../routeAll';
import { openSession } from '../session';

const LONGEST_REASON = 500;

/** Why the owner does it: shown in the report and kept with the goal. */
export const reasonField: INodeProperties = {
	displayName: 'Reason',
	name: 'reason',
	type: 'string',
	default: '',
	placeholder: 'e.g. Something looks wrong',
	description: 'Shown in the report and kept with the goals',
	displayOptions: { show: { operation: ['cancelGoal', 'pauseGoal', 'stopEverything'] } },
};

/** The typed reason, or what stands for none. */
export const readReason = (typed: unknown, otherwise: string): string =>
	String(typed).trim().slice(0, LONGEST_REASON) || otherwise;

const control = (toEvent: (reason: string) => LoopEvent): Operation => ({
	fields: [],
	async execute(context, itemIndex) {
		const event = toEvent(readReason(context.getNodeParameter('reason', itemIndex, ''), UNSAID_REASON.byHand));
		const goalId = readGoalId(context, itemIndex);
		// Giving up cannot be undone: it takes the name of a goal.
		if (event.type === 'CancelRequested' && goalId === '')
			throw new AutopilotError('PARAMETER_INVALID', '"Goal" must name the goal to cancel', { parameter: 'goalId' });
		const { snapshot, now, feed } = await openSession(context, itemIndex);
		return orNothing(routeAll(context, await feed(selectGoals(snapshot, goalId), event), now));
	},
});

/** Lets nothing new of a goal start; what runs may finish. */
export const pauseGoal = control((reason) => ({ type: 'PauseRequested', reason }));

/** Ends a goal, stops what runs and sends the final report. */
export const cancelGoal = control((reason) => ({ type: 'CancelRequested', reason }));

/** Lets goals go on, or asks first. Resuming all of them releases the brake too. */
export const resumeGoal: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const goalId = readGoalId(context, itemIndex);
		if (goalId === '') refuseAgents(context, 'Only people release the brake; an AI agent resumes one goal by its id');
		if (goalId === '') await switchOn((await openLedger(context, itemIndex)).ledger);
		const { snapshot, now, feed } = await openSession(context, itemIndex);
		return orNothing(routeAll(context, await feed(selectGoals(snapshot, goalId), { type: 'ResumeRequested' }), now));
	},
};
