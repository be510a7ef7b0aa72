import { formatNumber } from '../format';
import type { ReportTexts } from '../report';

/** A time a person took, in the unit that suits it. */
const inWords = (minutes: number): string => {
	if (minutes === 0) return 'less than a minute';
	if (minutes < 60) return `${minutes} min`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
};

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
	titleOf: (title, first, last) => `${title}, ${first ? `${first} to ` : ''}${last}`,
	instruction: (text) => `Your instruction: "${text}"`,
	statusLine: (status) => `Status: ${status}`,
	progress: (metric, value, target, rate) => `${metric}: ${value} (target ${target}, ${rate} reached)`,
	unmeasured: (metric, target) => `${metric}: not measured so far, so nobody knows how it stands (target ${target})`,
	brought: {
		daily: (metric, value, day) => `${metric} on ${day}: ${value}`,
		weekly: (metric, value) => `${metric} in these seven days: ${value}`,
	},
	pace: (expected, ratio) => `Planned by yesterday: ${expected} (${ratio} of it has come)`,
	forecast: (value, low, high, probability) => `Forecast: ${value} (90 % interval ${low} to ${high}), probability ${probability}`,
	cost: (spent, budget) => `Cost so far: ${spent}${budget ? ` (budget ${budget})` : ''}`,
	trend: (blocks, first, last) => `Day by day (${first} to ${last}): ${blocks}`,
	rateMissing: (setting) => `The days' figures cannot be shown: the setting ${setting} (an exchange rate) is missing`,
	runs: (
		name,
		{ succeeded, failed, retrying, running, stopped, held, heldBecause, actions, conversions, revenue, cost, uncertain },
	) => {
		const endings = [
			...(succeeded > 0 ? [`${succeeded} succeeded`] : []),
			...(failed > 0 ? [`${failed} failed`] : []),
			...(retrying > 0 ? [`${retrying} failed and will be tried again`] : []),
			...(running > 0 ? [`${running} running`] : []),
			...(stopped > 0 ? [`${stopped} stopped`] : []),
			...(held > 0 ? [`${held} not started (${heldBecause})`] : []),
		];
		const details = [
			...(actions > 0 ? [`${formatNumber(actions)} actions`] : []),
			...(conversions === null ? [] : [`${formatNumber(conversions)} conversions`]),
			...(revenue === null ? [] : [`revenue ${revenue}`]),
			...(cost === null ? [] : [`cost ${cost}`]),
			...(uncertain === null ? [] : [`${uncertain} set aside for what nobody knows the cost of`]),
		];
		return `- ${name}: ${endings.join(', ') || 'waiting to start'}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
	},
	runsTitle: 'Workflows run:',
	noRuns: 'Workflows run: none',
	resting: (workflow, again, error) =>
		`Left alone: "${workflow}"${again ? `, tried once from ${again} on` : ', tried once with its next run'}${error ? ` (${error})` : ''}`,
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
			...(minutes === null ? [] : [`answered after ${inWords(minutes)} (median)`]),
			...(automatic === null ? [] : [`${automatic} of the work needed none`]),
		].join(', '),
	chartAttached: (file) => `The chart is attached: ${file}`,
	decision: (question, answer) => `- ${question} → ${answer}`,
	decisionsTitle: 'Decisions:',
	answeredBy: (label, who, minutes) => `"${label}" (${who}, ${minutes === 0 ? 'at once' : `after ${inWords(minutes)}`})`,
	decisionStatus: {
		pending: 'waiting for an answer',
		approved: 'approved',
		rejected: 'rejected',
		expired: 'expired, nothing was done',
		cancelled: 'withdrawn',
		superseded: 'void, because the plan changed',
	},
	next: (name, actions) => `- ${name}: ${formatNumber(actions)} actions`,
	nextTitle: { daily: (day) => `Planned for ${day}:`, weekly: (day) => `Planned for the seven days from ${day}:` },
	nextNothing: 'Next: nothing is planned',
	nextAfterEnd: 'Next: nothing more runs for this goal. Send a new goal to go on.',
	howToResume: 'To go on, send /resume on Telegram or run Resume in n8n.',
	stoppedTitle: 'Stopped while running:',
	stopped: (workflow, actions, since) =>
		`- ${workflow}: ${formatNumber(actions)} actions, ${since ? `begun ${since}` : 'not begun yet: nothing was spent'}`,
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
