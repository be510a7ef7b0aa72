import { formatNumber } from '../format';
import type { ReportTexts } from '../report';

/** Reports in English. */
export const reportTexts: ReportTexts = {
	title: {
		daily: 'Daily report',
		weekly: 'Weekly report',
		final: 'Final report',
		stop: 'Automatic execution stopped',
		notice: 'Notice',
	},
	status: {
		draft: 'being prepared',
		awaiting_decision: 'waiting for your decision (nothing runs until you answer)',
		running: 'running',
		paused: 'paused (nothing new starts)',
		achieved: 'achieved',
		missed: 'missed',
		cancelled: 'cancelled',
	},
	instruction: (text) => `Your instruction: "${text}"`,
	statusLine: (status) => `Status: ${status}`,
	progress: (metric, value, target, rate) => `${metric}: ${value} (target ${target}, ${rate} reached)`,
	pace: (expected, ratio) => `Planned by now: ${expected}${ratio ? ` (${ratio} of plan)` : ''}`,
	forecast: (value, low, high, probability) => `Forecast: ${value} (90 % interval ${low} to ${high}), probability ${probability}`,
	cost: (spent, budget) => `Cost: ${spent}${budget ? ` (budget ${budget})` : ''}`,
	trend: (blocks, first, last) => `Day by day (${first} to ${last}): ${blocks}`,
	rateMissing: (setting) => `The days' figures cannot be shown: the setting ${setting} (an exchange rate) is missing`,
	runs: (name, { succeeded, failed, actions, conversions, revenue, cost }) => {
		const details = [
			`${formatNumber(actions)} actions`,
			...(conversions === null ? [] : [`${formatNumber(conversions)} conversions`]),
			...(revenue === null ? [] : [`revenue ${revenue}`]),
			...(cost === null ? [] : [`cost ${cost}`]),
		];
		return `- ${name}: ${succeeded} succeeded${failed > 0 ? `, ${failed} failed` : ''} (${details.join(', ')})`;
	},
	runsTitle: 'Workflows run:',
	noRuns: 'Workflows run: none',
	resting: (workflow, again, error) =>
		`Left alone after failures: "${workflow}"${again ? `, next try ${again}` : ''}${error ? ` (${error})` : ''}`,
	retries: (used, budget) => `Retries today: ${used} of at most ${budget}`,
	efficiency: (succeeded, rate, seconds, budgetUse) => {
		const details = [
			...(rate === null ? [] : [`${rate} of those that ended`]),
			...(seconds === null ? [] : [`${seconds} s on average`]),
		];
		const budget = budgetUse === null ? '' : `, ${budgetUse} of the budget used`;
		return `Running: ${succeeded} runs succeeded${details.length > 0 ? ` (${details.join(', ')})` : ''}${budget}`;
	},
	deciding: (questions, minutes, automatic) =>
		[
			`Deciding: ${questions} ${questions === 1 ? 'question' : 'questions'}`,
			...(minutes === null ? [] : [`answered after ${minutes} min (median)`]),
			...(automatic === null ? [] : [`${automatic} of the work needed none`]),
		].join(', '),
	chartAttached: (file) => `The chart is attached: ${file}`,
	decision: (question, answer) => `- ${question} → ${answer}`,
	decisionsTitle: 'Decisions:',
	answeredBy: (label, who, minutes) => `"${label}" (${who}, after ${minutes} min)`,
	decisionStatus: {
		pending: 'waiting for an answer',
		approved: 'approved',
		rejected: 'rejected',
		expired: 'expired, nothing was done',
		cancelled: 'withdrawn',
		superseded: 'void, because the plan changed',
	},
	next: (name, actions) => `- ${name}: ${formatNumber(actions)} actions`,
	nextTitle: { daily: 'Tomorrow:', weekly: 'The next seven days:' },
	nextNothing: 'Next: nothing is planned',
	stoppedTitle: 'Stopped while running:',
	stopped: (workflow, actions, since) => `- ${workflow}: ${formatNumber(actions)} actions${since ? `, begun ${since}` : ''}`,
	stoppedNothing: 'Stopped while running: nothing was running',
	waiting: (question) => `Waiting for your answer: ${question}`,
	reason: (text) => `Reason: ${text}`,
	profile: {
		conservative: 'Optimization level: conservative (small changes only; everything else is asked for)',
		balanced: 'Optimization level: balanced (adapts within the approved room; asks beyond it)',
		aggressive: 'Optimization level: aggressive (tries out more within the approved room; asks beyond it)',
	},
	adjustmentsTitle: 'Adjusted by itself:',
	adjustment: (name, before, after, reason) => `- ${name}: ${formatNumber(before)} → ${formatNumber(after)} actions (${reason})`,
	adjustmentReason: {
		behind: 'behind plan',
		ahead: 'ahead of plan, saving money',
		learned: 'by its results so far',
		explore: 'to find out what it brings',
		too_late: 'would bring little in time',
		failing: 'its runs keep failing',
		budget: 'to stay within the budget',
	},
	learning: ({ all, partly, never }, effect, speed) => {
		const limits = [
			...(partly > 0 ? [`${partly} of them only in part`] : []),
			...(never > 0 ? [`${never} cannot be measured`] : []),
		];
		return [
			`Adjustments: ${all}${limits.length > 0 ? ` (${limits.join(', ')})` : ''}`,
			...(effect ? [`measured effect ${effect}`] : []),
			...(speed ? [`learning speed ${speed}`] : []),
		].join(', ');
	},
};
