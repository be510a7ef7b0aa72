import type { AssumptionTexts } from '../assumption';
import { planText } from './plan';

/** Readings of a language model, in Japanese. */
export const assumptionTexts: AssumptionTexts = {
	metric: (metric) => `AIの読み取り：指標は${planText.metric[metric]}`,
	target: (value) => `AIの読み取り：目標は${value}`,
	period: (first, last) => `AIの読み取り：期間は${first}〜${last}`,
	differs: (used, model) => `文面から${used}と読み、AIは${model}と読みました。${used}を使います`,
	reason: 'ご指示の一部はAIが読み取ったため、確認が必要です',
};
