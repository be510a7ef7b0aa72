import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeCredentialDescription,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { forEachItem } from '../shared/items';
import { ledgerCredentials, ledgerProperties } from '../shared/ledgerProperties';
import { currentTimeProperty } from '../shared/time';
import { applyDecision } from './actions/applyDecision.operation';
import { getSettings } from './actions/getSettings.operation';
import { performRun } from './actions/performRun.operation';
import { receiveRun } from './actions/receiveRun.operation';
import { recordResult } from './actions/recordResult.operation';
import { carryOutCommand } from './actions/carryOutCommand.operation';
import { cancelGoal, pauseGoal, reasonField, resumeGoal } from './actions/goalControl.operation';
import { report } from './actions/report.operation';
import { reviewProgress } from './actions/reviewProgress.operation';
import { runDueSteps } from './actions/runDueSteps.operation';
import { sendReports } from './actions/sendReports.operation';
import { setUp } from './actions/setUp.operation';
import { stopEverything } from './actions/stopEverything.operation';
import { goalField } from '../shared/goalField';
import { ledgerSearch } from '../shared/ledgerSearch';
import { type Operation, runChosen } from '../shared/operation';
import { operations } from './operations';

const OPERATIONS = new Map<string, Operation>(
	Object.entries({
		applyDecision,
		cancelGoal,
		carryOutCommand,
		getSettings,
		pauseGoal,
		performRun,
		receiveRun,
		recordResult,
		report,
		resumeGoal,
		reviewProgress,
		runDueSteps,
		sendReports,
		setUp,
		stopEverything,
	}),
);

// Written out here: n8n's lint cannot read a spread inside the description.
// By resource: it has the one operation, and a choice that credentials cover wholly n8n's editor takes for one among credentials.
const credentials: INodeCredentialDescription[] = [
	...ledgerCredentials,
	{ name: 'telegramApi', displayOptions: { show: { resource: ['report'] } } },
	{ name: 'smtp', displayOptions: { show: { resource: ['report'] } } },
];

/** Runs the plan: due steps, reviews, answers, reports, and the brake. */
export class AutoExecutor implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Auto Executor',
		name: 'autoExecutor',
		icon: { light: 'file:autoExecutor.svg', dark: 'file:autoExecutor.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Runs the steps of goals, watches them, carries decisions out and reports',
		defaults: { name: 'Auto Executor' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Result', 'Needs Decision', 'Report'],
		credentials,
		properties: [
			...operations,
			...[...OPERATIONS.values()].flatMap(({ fields }) => fields),
			reasonField,
			goalField(['cancelGoal', 'pauseGoal', 'report', 'resumeGoal', 'reviewProgress', 'runDueSteps']),
			...ledgerProperties,
			currentTimeProperty,
		],
	};

	methods = { listSearch: ledgerSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return forEachItem(this, 3, async (itemIndex) => runChosen(OPERATIONS, this, itemIndex));
	}
}
