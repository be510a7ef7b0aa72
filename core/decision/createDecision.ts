import { AutopilotError } from '../errors';
import type { Hash } from '../ports';
import { addSeconds } from '../time';
import type { ChannelName, Decision, DecisionRequest, Instant } from '../types';
import { readApprovers, requesterReference } from './approver';
import { decisionIdFor } from './decisionId';
import { payloadDigest } from './digest';

export { decisionIdFor } from './decisionId';

/** What the shell adds to a request. */
export interface AskingRules {
	readonly approvers: readonly string[];
	/** How many distinct approvers must agree. */
	readonly quorum: number;
	/** Which channels come first for this question; empty: as the setting CHANNEL_ORDER says. */
	readonly channelOrder?: readonly ChannelName[];
	readonly timeoutSeconds: number;
	readonly now: Instant;
	readonly hash: Hash;
}

const LONGEST_QUESTION = 4_000;
const LONGEST_LABEL = 200;
const MOST_EVIDENCE = 50;

/**
 * Makes the record of a question: pending, with an id derived from goal, kind and key, a deadline and the digest of what approval
 * executes. Nothing is sent before this record is in the ledger.
 * @throws AutopilotError APPROVERS_MISSING, or DECISION_INVALID naming what is wrong.
 */
export function createDecision(request: DecisionRequest, rules: AskingRules): Decision {
	const approvers = readApprovers(rules.approvers);
	const requestedBy = requesterReference(request.requestedBy ?? '');
	checkQuorum(rules.quorum, approvers, requestedBy);
	checkText(request);
	checkOptions(request);
	checkInput(request);
	checkExpiry(request);
	if (!(Number.isFinite(rules.timeoutSeconds) && rules.timeoutSeconds > 0))
		throw invalid('the time to answer must be longer than zero');
	return {
		decisionId: decisionIdFor(request, rules.hash),
		goalId: request.goalId,
		kind: request.kind,
		status: 'pending',
		question: request.question,
		evidence: request.evidence,
		options: request.options,
		recommended: request.recommended,
		risk: request.risk,
		urgency: request.urgency,
		channels: [],
		approvers,
		channelOrder: rules.channelOrder ?? [],
		quorum: rules.quorum,
		requestedBy,
		input: request.input ?? null,
		expiryOption: request.expiryOption ?? '',
		askedAt: rules.now,
		nextReminderAt: null,
		escalationLevel: 0,
		heldUntil: null,
		announcedAt: null,
		deadline: addSeconds(rules.now, rules.timeoutSeconds),
		answeredAt: null,
		answeredBy: null,
		answer: null,
		answerValue: null,
		answerUnit: null,
		reason: null,
		appliedAt: null,
		payloadDigest: payloadDigest(request.payload, rules.hash),
		executionId: null,
		resumeUrls: [],
		note: null,
	};
}

const invalid = (what: string): AutopilotError => new AutopilotError('DECISION_INVALID', `The question cannot be asked: ${what}`);

/** Whoever asks does not count among those who have to agree. */
function checkQuorum(quorum: number, approvers: readonly string[], requestedBy: string): void {
	if (!Number.isInteger(quorum) || quorum < 1) throw invalid(`the quorum must be a whole number of at least 1, not ${quorum}`);
	const eligible = quorum === 1 ? approvers : approvers.filter((approver) => approver !== requestedBy);
	if (quorum > eligible.length)
		throw invalid(`the quorum is ${quorum}, but only ${eligible.length} approvers may vote (whoever asks may not)`);
}

function checkText({ question, evidence }: DecisionRequest): void {
	if (question.trim() === '') throw invalid('it has no text');
	if (question.length > LONGEST_QUESTION) throw invalid(`it is longer than ${LONGEST_QUESTION} characters`);
	if (evidence.length > MOST_EVIDENCE) throw invalid(`it has more than ${MOST_EVIDENCE} lines of evidence`);
}

function checkOptions({ kind, options, recommended }: DecisionRequest): void {
	if (options.length < 2 || options.length > 4) throw invalid(`it needs two to four options, not ${options.length}`);
	options.forEach(({ key, label }, index) => {
		if (key !== String(index + 1)) throw invalid(`option ${index + 1} has the key "${key}"; keys are 1, 2, 3, 4 in this order`);
		if (label.trim() === '' || label.length > LONGEST_LABEL)
			throw invalid(`option ${key} needs a label of at most ${LONGEST_LABEL} characters`);
	});
	if (new Set(options.map(({ label }) => label.trim())).size < options.length) throw invalid('two options have the same label');
	if (!options.some(({ key }) => key === recommended))
		throw invalid(`the recommended option "${recommended}" is not among the options`);
	// The answers to an overspend are three ways to go on; saying nothing stops it.
	if (kind !== 'budget_overrun' && !options.some(({ outcome }) => outcome === 'reject'))
		throw invalid('no option refuses, so nobody could say no');
}

const LONGEST_INPUT = 1_000;

function checkInput({ input, options }: DecisionRequest): void {
	if (!input) return;
	const option = options.find(({ key }) => key === input.option);
	if (option?.outcome !== 'approve') throw invalid(`what is typed belongs to option "${input.option}", which does not approve`);
	if (input.type === 'text') {
		if (!(Number.isInteger(input.maxLength) && input.maxLength >= 1 && input.maxLength <= LONGEST_INPUT))
			throw invalid(`the longest text to be typed must be between 1 and ${LONGEST_INPUT} characters`);
	} else if (input.min !== null && input.max !== null && input.min > input.max) {
		throw invalid(`no number is at least ${input.min} and at most ${input.max}`);
	}
}

/** What happens without an answer must be harmless: nothing is spent, no plan is changed, nothing has to be typed. */
function checkExpiry({ goalId, options, input, expiryOption = '' }: DecisionRequest): void {
	if (expiryOption === '') return;
	const option = options.find(({ key }) => key === expiryOption);
	if (!option) throw invalid(`the option "${expiryOption}" for the case of no answer is not among the options`);
	if (goalId !== '') throw invalid('a goal is paused when nobody answers');
	if (option.spend !== null && option.spend.amount > 0)
		throw invalid(`option ${expiryOption} spends money, so it cannot happen without an answer`);
	if (input?.option === expiryOption) throw invalid(`option ${expiryOption} needs somebody to type what goes with it`);
}
