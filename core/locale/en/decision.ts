import { DateTime } from 'luxon';
import type { DecisionTexts } from '../decision';

/** Questions in English. */
export const decisionTexts: DecisionTexts = {
	time: (instant, zone) => `${DateTime.fromISO(instant, { zone }).setLocale('en').toFormat('ccc d LLL, HH:mm')} (${zone})`,
	day: (instant, zone) => DateTime.fromISO(instant, { zone }).setLocale('en').toFormat('ccc d LLL'),

	title: { low: 'Your decision, please', medium: 'Your decision, please', high: 'URGENT: your decision, please' },
	evidence: 'What it rests on',
	options: 'Options',
	spend: (amount) => `spends ${amount}`,
	probability: (percent) => `${percent} likely to reach the goal`,
	finish: (day) => `reached by ${day}`,
	effects: (effects) => effects.join(', '),
	effectUnknown: 'no effect was computed',
	recommended: (option) => `Recommended: ${option}`,
	risk: { low: 'Risk: low', medium: 'Risk: medium', high: 'Risk: high' },
	deadline: (time) => `Answer by ${time}. Without an answer nothing will be done.`,
	deadlineDefault: (time, option) => `Answer by ${time}. Without an answer it will be "${option}".`,
	names: (names) => names.join(', '),
	quorum: (approvals, quorum) =>
		approvals < quorum
			? `${approvals} of ${quorum} approvals, still needed: ${quorum - approvals}. One refusal is enough to refuse.`
			: `${approvals} of ${quorum} approvals`,
	voted: (option, who, time) => `• ${who}: ${option} (${time})`,
	split:
		'The approvers chose different options, so none of them can get enough approvals. Unless that changes, nothing will be done.',
	howToAnswer: (words) =>
		words
			? 'Tap a button, or reply to this message with yes, no or a number. You may add a reason: "reject too expensive".'
			: 'Tap a button, or reply to this message with a number.',
	emailHint: 'Answer with one of these links. Opening a link decides nothing yet.',
	openPage: '🔎 Details and progress',

	approved: (option, who, time) => `✅ Approved: ${option} (${who}, ${time})`,
	rejected: (option, who, time) => `🚫 Rejected: ${option} (${who}, ${time})`,
	expired: (time) => `⏰ Expired: nobody answered by ${time}, so nothing was done.`,
	expiredDefault: (time, option) => `⏰ Expired: nobody answered by ${time}, so it is "${option}".`,
	cancelled: 'This question was withdrawn. No answer is needed.',
	superseded: 'The plan has changed, so this question no longer counts. Please answer the new one.',
	reason: (text) => `Reason: ${text}`,

	recorded: (option) => `Recorded: "${option}".`,
	recordedVote: (option) => `Your answer "${option}" is recorded.`,
	ownRequest: 'You asked for this yourself, so others have to agree. Your own answer does not count.',
	alreadyVoted: (option, time) => `You answered "${option}" on ${time}. The first answer stands.`,
	unauthorised: 'Only the approvers named for this question can answer it.',
	unknownOption: (option) => `There is no option "${option}". Please choose one of the numbers shown.`,
	repeated: (option, time) => `Your answer "${option}" was already recorded on ${time}.`,
	alreadyDecided: (option, who, time) => `This is already decided: ${option} (${who}, ${time}). Your answer changes nothing.`,
	lateDefault: (time, option) => `The time to answer ended on ${time}, so it is "${option}". Your answer changes nothing.`,
	lateOfGoal: (time) =>
		`The time to answer ended on ${time}. Nothing was done and the goal is paused. To go on, send /resume on Telegram or run Resume in n8n.`,
	late: (time) =>
		`The time to answer ended on ${time}. Nothing was done. If you still want it, please give the instruction again.`,
	forged: 'This button could not be verified. Please use the buttons of the latest question.',
	notFound: 'This question is not on record. Nothing was done.',
	unclear: {
		option_or_value:
			'That may be an amount or an option. Please tap a button for an option, and write an amount with its currency.',
		several_options: 'Yes or no does not say which option. Please answer with a number.',
		no_such_option: 'There is no such option. Please choose one of the numbers shown.',
		conditional:
			'Conditions cannot be accepted. If it should go ahead as shown, send just "yes" or the number; if not, send "reject" and why.',
	},
	whichQuestion: (questions) =>
		`${questions.length} questions are open. Please reply to the message of the one you mean.\n${questions.map((text) => `• ${text}`).join('\n')}`,

	input: {
		prompt: (option, hint) => `Please send what goes with "${option}" as a reply to this message. ${hint}`,
		money: (currency) => `One amount in ${currency}, for example 400k or 400,000.`,
		number: (unit) => `One number${unit === '' ? '' : ` (${unit})`}, for example 20.`,
		text: (maxLength) => `A text of at most ${maxLength} characters.`,
		limits: (least, most) =>
			` (${[least === null ? '' : `at least ${least}`, most === null ? '' : `at most ${most}`].filter((part) => part !== '').join(', ')})`,
		problem: {
			not_a_number: 'That could not be read as one number.',
			other_unit: 'That is another currency or unit.',
			too_small: 'That is too little.',
			too_large: 'That is too much.',
			too_long: 'That is too long.',
			empty: 'There is nothing in it.',
		},
		asked: 'to be typed',
	},

	page: {
		confirm: (option) => `Answer "${option}"?`,
		reasonLabel: 'Reason (optional)',
		button: { approve: 'Approve this', reject: 'Reject this' },
		closed: 'You can close this page.',
		unavailable: 'The record cannot be read right now. Nothing was done. Please try again in a moment.',
	},
};
