import type { Refusal } from './answerDecision';
import { cleanLine } from './safeText';
import { approverName, optionName, type DecisionView } from './view';

/** What somebody is told whose answer does not count. Plain text in the language of the decision. */
export function refusalText(refusal: Refusal, { texts, timeZone }: DecisionView): string {
	switch (refusal.code) {
		case 'unauthorised':
			return texts.unauthorised;
		case 'unknown_option':
			return texts.unknownOption(cleanLine(refusal.option, 20));
		case 'repeated':
			return texts.repeated(optionName(refusal.option), texts.time(refusal.at, timeZone));
		case 'already_decided':
			return texts.alreadyDecided(optionName(refusal.option), approverName(refusal.by), texts.time(refusal.at, timeZone));
		case 'late':
			return texts.late(texts.time(refusal.deadline, timeZone));
		case 'withdrawn':
			return texts[refusal.status];
	}
}
