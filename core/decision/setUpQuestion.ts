import { SET_UP_TEXTS } from '../locale/setUp';
import type { DecisionOption, DecisionRequest, Locale } from '../types';

const option = (key: string, label: string, outcome: DecisionOption['outcome']): DecisionOption => ({
	key,
	label,
	outcome,
	effect: { type: 'none' },
	spend: null,
	probability: null,
	finishAt: null,
});

/** A question that says that it is a test, and on whose answer nothing depends. */
export function setUpQuestion(key: string, locale: Locale): DecisionRequest {
	const { question, evidence, options } = SET_UP_TEXTS[locale];
	return {
		goalId: '',
		kind: 'custom',
		key: `set-up/${key}`,
		question,
		evidence: [evidence],
		options: [option('1', options[0], 'approve'), option('2', options[1], 'reject')],
		recommended: '1',
		risk: 'low',
		urgency: 'low',
		payload: { test: true },
	};
}
