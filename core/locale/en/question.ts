import type { QuestionTexts } from '../question';

/** The loop's questions in English. */
export const questionTexts: QuestionTexts = {
	planApproval: (instruction) => `May I run the plan for "${instruction}"?`,
	why: (reason) => `Why I ask: ${reason}`,
	overrun: (share) => `The budget will probably be exceeded by ${share}. What should I do?`,
	overrunEvidence: (budget, forecast, spent) => [
		`Budget: ${budget}`,
		`Forecast if I go on: ${forecast}`,
		`Spent so far: ${spent}`,
	],
	rateLimit: (workflow) => `"${workflow}" was stopped by a rate limit of its service. What should I do?`,
	retryTomorrow: 'Skip it today and go on tomorrow',
	pauseGoal: 'Pause everything',
};
