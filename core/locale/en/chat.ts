import type { ChatTexts } from '../chat';

const goalsOf = (count: number): string => `${count} ${count === 1 ? 'goal' : 'goals'}`;

/** The bot's answers to commands in English. */
export const chatTexts: ChatTexts = {
	help: [
		'Commands:',
		'/status how things stand',
		'/goals the list of goals',
		'/report the report as of now (/report 2 for one goal)',
		'/pause nothing new starts (/pause 2)',
		'/resume go on (/resume 2)',
		'/stop stop everything (/stop why)',
	].join('\n'),
	howToAnswer: 'To answer a question, press a button or reply to it with a number. /help lists the commands.',
	notAnApprover: (userId) =>
		`This bot answers its listed approvers only. To be listed, add telegram:${userId} to APPROVERS in the settings.`,
	noGoals: 'There is no goal under way.',
	noSuchGoal: (number) => `There is no goal number ${number}. /goals shows the numbers.`,
	goal: (number, instruction, status, until) => `${number}. "${instruction}": ${status} (until ${until})`,
	figures: (progress, target, rate, probability) =>
		`   ${progress} of ${target} (${rate} reached${probability === null ? '' : `, probability ${probability}`})`,
	money: (spent, budget) => `   cost ${spent}${budget === null ? '' : ` of ${budget}`}`,
	waiting: (question) => `   waiting for your answer: ${question}`,
	resting: (workflow, again) => `   left alone after failures: ${workflow}${again === null ? '' : `, next try ${again}`}`,
	retries: (used, budget) => `   retries today: ${used} of at most ${budget}`,
	switchedOff: 'Automatic execution is switched off. /resume switches it on.',
	stopped: (goals, workflows, unbegun, isAll) => [
		isAll
			? 'Everything is stopped. Nothing starts before /resume.'
			: 'NOT everything is stopped. Nothing new starts before /resume. What goes on is stopped again every few minutes; to stop it now, open Executions in n8n.',
		goals.length === 0 ? 'No goal was active.' : `Goals stopped (${goals.length}):`,
		...goals.map((goal) => `- "${goal}"`),
		workflows.length === 0
			? 'Stopped while running: nothing was running'
			: `Stopped while running (${workflows.length}): ${workflows.join(', ')}`,
		...(unbegun.length === 0
			? []
			: [`Stopped before they began, so nothing was spent (${unbegun.length}): ${unbegun.join(', ')}`]),
	],
	notStopped: (goals, reason) =>
		`These goals could not be stopped wholly, and something may still be running: ${goals.map((goal) => `"${goal}"`).join(', ')} (${reason}). Try /stop again. Nothing new starts.`,
	unstopped: (workflow, executionId, reason) =>
		`STILL RUNNING: ${workflow}${executionId === null ? '' : ` (begun in execution ${executionId})`}: ${reason}`,
	failed: (goals, reason) => `NOT done for ${goalsOf(goals)}: ${reason}. Things go on there as before. Please try again.`,
	which: (instruction) => `- "${instruction}"`,
	paused: (goals) => `${goalsOf(goals)} paused. Nothing new starts before /resume.`,
	resumed: (goals) => `${goalsOf(goals)} resumed.`,
	asksFirst: (goals) => `${goalsOf(goals)} cannot go on without an answer. The question follows.`,
	stillSwitchedOff:
		'But automatic execution itself is switched off (AUTO_EXECUTION_ENABLED), so nothing starts. /resume without a number switches it on.',
	nothingToDo: 'Nothing changed: it was in that state already.',
};
