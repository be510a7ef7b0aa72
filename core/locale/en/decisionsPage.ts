import { DateTime } from 'luxon';
import type { DecisionsPageTexts } from '../decisionsPage';

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** The decisions page in English. */
export const decisionsPageTexts: DecisionsPageTexts = {
	title: 'Decisions',
	skip: 'Skip to the open questions',
	access: (who, until) => `This page is for ${who}. The link works until ${until}; please do not pass it on.`,
	pending: 'Waiting for your answer',
	nothingPending: 'No question is waiting for an answer.',
	past: 'Past decisions',
	count: (count) => `(${count})`,
	goals: 'How the goals are going',
	otherQuestions: 'Other questions',
	refresh: 'Show the latest state',

	kind: {
		plan_approval: 'Plan approval',
		budget_overrun: 'Over budget',
		far_behind: 'Far behind',
		anomaly: 'Unusual result',
		rate_limited: 'API limit',
		parameter_change: 'Parameter change',
		custom: 'Confirmation',
	},
	status: {
		pending: 'Open',
		approved: 'Approved',
		rejected: 'Rejected',
		expired: 'Expired',
		cancelled: 'Withdrawn',
		superseded: 'Void',
	},
	urgent: 'Urgent',
	timeLeft: (milliseconds) => {
		const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
		const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
		if (days > 0) return `${days} d ${hours} h left`;
		return hours > 0 ? `${hours} h ${minutes % 60} min left` : `${minutes} min left`;
	},
	deadline: 'Answer by',
	choose: 'Choose your answer',
	approves: 'Approves',
	refuses: 'Rejects',
	recommended: 'Recommended',
	effect: { spend: 'Spend', probability: 'Probability', finish: 'Reached by' },
	number: (unit, least, most) => {
		const range =
			least !== null && most !== null ? `${least} to ${most}` : least !== null ? `at least ${least}` : most && `at most ${most}`;
		const limits = [unit, range].filter((part) => part !== null && part !== '').join(', ');
		return limits === '' ? 'Number' : `Number (${limits})`;
	},
	text: 'Text',
	submit: 'Send this answer',
	silence: 'Without an answer by then nothing will be done.',
	silenceChooses: (option) => `Without an answer by then it will be "${option}".`,
	answeredAlready: (option) => `You answered "${option}". Others still have to agree.`,

	record: 'Record',
	quorum: (agreed, needed) => `${agreed} of ${needed} approvals`,
	asked: 'Question recorded',
	sent: (who) => `Sent to ${who}`,
	notSent: (who) => `Could not be sent to ${who}`,
	escalated: (level) => `Escalated, step ${level}`,
	nextReminder: (time) => `Next reminder: ${time}`,
	voted: (who, option) => `${who} answered: ${option}`,
	applied: 'Answer carried out',
	digest: 'Digest of what will run',

	progress: {
		heading: 'Progress',
		reached: 'Now',
		target: (value) => `Target ${value}`,
		pace: 'Against the plan',
		expected: (value) => `Plan ${value}`,
		forecast: 'Forecast',
		interval: (low, high) => `90 % interval ${low} to ${high}`,
		probability: 'Probability',
		cost: 'Cost',
		budget: (value) => `Budget ${value}`,
	},
	chart: {
		caption: (metric) => `Course of ${metric}, added up`,
		summary: (actual, target, expected, forecast) =>
			`Chart of the progress. Actual ${actual}, planned by now ${expected}, target ${target}.${forecast ? ` Forecast ${forecast}.` : ''} The figures stand in the table below.`,
		expected: 'Plan',
		actual: 'Actual',
		forecast: 'Forecast (90 % interval)',
		target: 'Target',
		today: 'Now',
		table: 'Show the figures as a table',
		dayColumn: 'Day',
		end: 'End of the period (forecast)',
		short: (value) => compact.format(value),
		day: (day) => DateTime.fromISO(day, { zone: 'utc' }).setLocale('en').toFormat('d LLL'),
	},

	refused: {
		expired: 'This link has expired. Please open the link of the latest question. Nothing was done.',
		forged: 'This link or answer could not be verified. Nothing was done. Please open the link of the latest question.',
		type: 'Answers of this kind are not accepted. Please use the button of the page. Nothing was done.',
		size: 'The answer is too long. Nothing was done. Please shorten the reason and answer again.',
		unknown:
			'The record cannot be read, so nobody knows yet whether your answer was recorded. Please open this page again in a moment; it will show.',
	},
};
