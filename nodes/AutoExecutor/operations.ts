import type { INodeProperties } from 'n8n-workflow';

/** What the node can do, by what it does it to. */
export const operations: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Chat Command', value: 'chatCommand' },
			{ name: 'Decision', value: 'decision' },
			{ name: 'Goal', value: 'goal' },
			{ name: 'Ledger', value: 'ledger' },
			{ name: 'Report', value: 'report' },
			{ name: 'Run', value: 'run' },
		],
		default: 'goal',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['chatCommand'] } },
		options: [
			{
				name: 'Carry Out',
				value: 'carryOutCommand',
				description: 'Do what an approver typed in Telegram: /status, /goals, /report, /pause, /resume, /stop',
				action: 'Carry out a chat command',
			},
		],
		default: 'carryOutCommand',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['decision'] } },
		options: [
			{
				name: 'Apply Decision',
				value: 'applyDecision',
				description: 'Carry the recorded answer to a question out',
				action: 'Apply a decision',
			},
		],
		default: 'applyDecision',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['goal'] } },
		options: [
			{
				name: 'Cancel',
				value: 'cancelGoal',
				description: 'Give a goal up: stop what runs, withdraw what is asked, write the final report',
				action: 'Cancel a goal',
			},
			{
				name: 'Pause',
				value: 'pauseGoal',
				description: 'Let nothing new of goals start; what runs may finish',
				action: 'Pause goals',
			},
			{
				name: 'Report',
				value: 'report',
				description: 'Write the report of a goal',
				action: 'Report on goals',
			},
			{
				name: 'Resume',
				value: 'resumeGoal',
				description:
					'Let paused goals go on, asking first where nobody has agreed; without a goal it releases Stop Everything too',
				action: 'Resume goals',
			},
			{
				name: 'Review Progress',
				value: 'reviewProgress',
				description: 'Measure and forecast goals, and close those that are reached or over',
				action: 'Review progress of goals',
			},
			{
				name: 'Run Due Steps',
				value: 'runDueSteps',
				description: 'Run the workflows whose time has come',
				action: 'Run due steps',
			},
			{
				name: 'Stop Everything',
				value: 'stopEverything',
				description: 'Let nothing new start and stop what is running',
				action: 'Stop everything',
			},
		],
		default: 'runDueSteps',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['ledger'] } },
		options: [
			{
				name: 'Get Settings',
				value: 'getSettings',
				description: 'Retrieve the settings in force, and the language in which to ask the owner',
				action: 'Get the settings',
			},
			{
				name: 'Set Up',
				value: 'setUp',
				description: 'Make the tables of the ledger that are missing, and check the workflows of the catalog',
				action: 'Set up the ledger',
			},
		],
		default: 'setUp',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['run'] } },
		options: [
			{
				name: 'Perform Run',
				value: 'performRun',
				description: 'Do the step that Receive Run has taken over, and say how to answer the call',
				action: 'Perform a run',
			},
			{
				name: 'Receive Run',
				value: 'receiveRun',
				description: 'Check the signature of a webhook call that starts a step, and hand the step on',
				action: 'Receive a run',
			},
			{
				name: 'Record Result',
				value: 'recordResult',
				description: 'Take the result of a run that was started by webhook, or what it cost',
				action: 'Record the result of a run',
			},
		],
		default: 'recordResult',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['report'] } },
		options: [
			{
				name: 'Send',
				value: 'sendReports',
				description: 'Send the reports that wait in report_log, and try again what has not arrived',
				action: 'Send reports',
			},
		],
		default: 'sendReports',
	},
];
