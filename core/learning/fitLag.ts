import { gammaln } from 'simple-statistics';
import type { CatalogEntry } from '../types';
import { lagOf, type Lag, NARROW } from './lag';
import { exposureOf, type Series } from './series';

/** A conversion may come on a day on which none was due: so many a day. */
const ASTRAY = 0.02;

/** By so much the figures must be likelier, as a logarithm, before a lag is taken for another than the usual one. */
const CLEARLY = 0.7;

const LEAST_RATE = 1e-3;

/**
 * The lag of a workflow, as its conversions came: scattered around the catalog's figure as usual, or hardly at all, whichever makes them
 * likelier. Under a lag that is too broad, what is not due yet is taken for failure.
 */
export function fitLag({ lagDays, conversionMean }: CatalogEntry, series: Series): Lag {
	const mean = Math.max(0, lagDays);
	const [usual, narrow] = [lagOf(mean), lagOf(mean, NARROW)];
	if (usual.cumulated.length === narrow.cumulated.length || series.teller !== 'tracked') return usual;
	const rate = Math.max(conversionMean, LEAST_RATE);
	return evidenceFor(narrow, series, rate) - evidenceFor(usual, series, rate) > CLEARLY ? narrow : usual;
}

/** Logarithm of the probability of all days' conversions under a lag: Poisson, their rate Gamma around the catalog's, worth one conversion. */
function evidenceFor(lag: Lag, series: Series, rate: number): number {
	let [due, came, fit] = [0, 0, 0];
	exposureOf(series, lag).forEach((count, day) => {
		const own = count + ASTRAY / rate;
		const conversions = series.conversions[day] ?? 0;
		due += own;
		came += conversions;
		fit += conversions * Math.log(own);
	});
	return fit + gammaln(1 + came) - (1 + came) * Math.log(1 / rate + due);
}
