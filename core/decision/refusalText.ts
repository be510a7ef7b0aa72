import type { Refusal } from './answerDecision';
import { inputHint } from './inputHint';
import { cleanLine } from './safeText';
import { approverNames, optionName, type DecisionView } from './view';

/** What somebody is told whose answer does not count. Plain text in the language of the decision. */
export function refusalText(refusal: Refusal, view: DecisionView): string {
	const { texts, timeZone } = view;
	switch (refusal.code) {
		case 'unauthorised':
			return texts.unauthorised;
		case 'own_request':
			return texts.ownRequest;
		case 'unknown_option':
			return texts.unknownOption(cleanLine(refusal.option, 20));
		case 'value_missing':
			return inputHint(refusal.input, view);
		case 'value_invalid':
			return `${texts.input.problem[refusal.problem]}\n${inputHint(refusal.input, view)}`;
		case 'repeated':
			return texts.repeated(optionName(refusal.option), texts.time(refusal.at, timeZone));
		case 'already_voted':
			return texts.alreadyVoted(optionName(refusal.option), texts.time(refusal.at, timeZone));
		case 'already_decided':
			return texts.alreadyDecided(optionName(refusal.option), approverNames(refusal.by, view), texts.time(refusal.at, timeZone));
		case 'late':
			return refusal.option
				? texts.lateDefault(texts.time(refusal.deadline, timeZone), optionName(refusal.option))
				: (refusal.ofGoal ? texts.lateOfGoal : texts.late)(texts.time(refusal.deadline, timeZone));
		case 'withdrawn':
			return texts[refusal.status];
	}
}
