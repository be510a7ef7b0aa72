import type { Day, Locale, MetricName } from '../types';
import { assumptionTexts as en } from './en/assumption';
import { assumptionTexts as ja } from './ja/assumption';

/** How readings of a language model are shown, always marked as such. */
export interface AssumptionTexts {
	readonly metric: (metric: MetricName) => string;
	readonly target: (value: string) => string;
	readonly period: (first: Day, last: Day) => string;
	/** Parser and model disagree: the first counts. */
	readonly differs: (used: string, model: string) => string;
	/** Why a goal with such readings is asked about. */
	readonly reason: string;
}

/** The sentences about a model's readings, by the goal's language. */
export const ASSUMPTION_TEXTS: Readonly<Record<Locale, AssumptionTexts>> = { ja, en };
