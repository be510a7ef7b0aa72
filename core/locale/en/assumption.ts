import type { AssumptionTexts } from '../assumption';
import { planText } from './plan';

/** Readings of a language model, in English. */
export const assumptionTexts: AssumptionTexts = {
	metric: (metric) => `Read by AI: the metric is ${planText.metric[metric]}`,
	target: (value) => `Read by AI: the target is ${value}`,
	period: (first, last) => `Read by AI: the period is ${first} to ${last}`,
	differs: (used, model) => `The words say ${used}, the AI read ${model}. I use ${used}`,
	reason: 'part of the instruction was read by AI and needs your confirmation',
};
