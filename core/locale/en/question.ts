import type { QuestionTexts } from '../question';

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** The loop's questions in English. */
export const questionTexts: QuestionTexts = {
	planApproval: (instruction) => `May I run the plan for "${instruction}"?`,
	why: (reason) => `Why I ask: ${reason}`,
	overrun: (share) => `The budget will probably be exceeded by ${share}. What should I do?`,
	overrunFree: (forecast) => `The goal was to cost nothing, but will probably cost ${forecast}. What should I do?`,
	overrunEvidence: (budget, forecast, spent) => [
		`Budget: ${budget}`,
		`Forecast if I go on: ${forecast}`,
		`Spent so far: ${spent}`,
	],
	agreedBefore: (amount) => `You agreed to ${amount} before, and that will not be enough`,
	room: (workflows, budget) =>
		`Room to adapt: with your approval I move actions between these workflows to find out what works and as results come in, up to ${workflows}, never more than ${budget} in all, without asking again.`,
	roomItem: (name, most) => `${name} ${most} a day`,
	goOn: 'Go on as well as possible within the budget',
	raise: (budget) => `Raise the budget to ${budget}`,
	leaveOut: (workflows) => `Go on without ${quoted(workflows)}`,
	anomaly: (workflow) => `The result of "${workflow}" is far from the usual. What should I do?`,
	anomalyEvidence: (came, expected, sigma) => [
		`Conversions yesterday: ${came}, expected about ${expected}`,
		`That is ${sigma} robust standard deviations from its usual days`,
	],
	farBehind: (probability) => `The goal is far behind: the chance of reaching it is down to ${probability}. What should I do?`,
	farBehindEvidence: (achieved, days) => [`Reached so far: ${achieved} of the target`, `Days left: ${days}`],
	moreRoom: (now, then) =>
		`The goal needs bigger changes than I make alone. May I adapt the plan? Chance now ${now}, with the changes ${then}.`,
	change: (workflow, before, after) => `${workflow}: ${before} → ${after} actions a day`,
	adapt: 'Change the plan and adapt it within each workflow’s capacity and the budget',
	adaptOnce: 'Change the plan like that, and ask again before the next big change',
	smallOnly: 'Keep to small changes',
	rateLimit: (workflows) =>
		`${quoted(workflows)} ${workflows.length === 1 ? 'was stopped by a rate limit of its service' : 'were stopped by rate limits of their services'}. What should I do?`,
	retryTomorrow: 'Skip it today and go on tomorrow',
	pauseGoal: 'Pause this goal',
};
