import type { CatalogEntry } from '../types';

/** What is believed of a workflow: the catalog's prior, updated by what its runs brought. */
export interface Posterior {
	/** Conversions per action ~ Beta(alpha, beta). */
	readonly alpha: number;
	readonly beta: number;
	readonly conversionRate: number;
	/** Value per conversion ~ Gamma with this shape and mean, in the setting CURRENCY. */
	readonly valueShape: number;
	readonly valuePerConversion: number;
	/** In the setting CURRENCY; `null` when neither catalog nor runs tell. */
	readonly costPerAction: number | null;
	/** Actions whose outcome is known. 0: all figures are the catalog's. */
	readonly observedActions: number;
}

/** Single sales are taken to vary by half their mean, so n of them tell the mean with a Gamma of shape n ÷ 0.5². */
const SQUARED_VARIATION = 0.25;

/** What the catalog says of a workflow that nobody has seen at work: its word on the value is worth as many sales as it has conversions. */
export function catalogsWord(entry: CatalogEntry): Posterior {
	const strength = Math.max(entry.conversionStrength, 1);
	const mean = Math.min(Math.max(entry.conversionMean, 0), 1);
	return {
		alpha: strength * mean,
		beta: strength * (1 - mean),
		conversionRate: mean,
		valueShape: Math.max(strength * mean, 1) / SQUARED_VARIATION,
		valuePerConversion: entry.valuePerConversion,
		costPerAction: entry.costPerAction,
		observedActions: 0,
	};
}
