import type { SweepTexts } from '../sweep';

const length = (minutes: number): string => {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	if (hours === 0) return `${rest} min`;
	return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
};

/** Reminders, escalations and expiries in English. */
export const sweepTexts: SweepTexts = {
	reminder: {
		low: '⏰ Still waiting for your decision',
		medium: '⏰ Still waiting for your decision',
		high: '⏰ URGENT: still waiting for your decision',
	},
	escalation: {
		low: '🔔 Nobody has answered: your decision, please',
		medium: '🔔 Nobody has answered: your decision, please',
		high: '🔔 URGENT: nobody has answered. Your decision, please',
	},
	expiry: '⏰ Time is up',
	timeLeft: (minutes) => `Time left to answer: ${length(minutes)}.`,
	asked: (names, since) => `Asked on ${since}, without an answer so far: ${names}.`,
	alsoMayAnswer: 'Whoever was asked before may still answer.',
	unreached: (names) => `No message has reached: ${names}`,
	openPage: 'Answer on this page. Opening it decides nothing yet.',
	seeFirstEmail: 'Answer with one of the links in the first e-mail.',
	resumeGoal:
		'The goal is paused. To go on, send /resume on Telegram or run Resume in n8n; what has to be answered is asked again.',
	giveAgain: 'If you still want it, please give the instruction again.',
};
