import type { Plan } from '../types';
import type { Situation } from './situation';
import { convert } from '../money';

/**
 * What one customer is worth for a money goal, and where the figure comes from: the shop's revenue per user, else the
 * mean value of a conversion in the catalog weighted by what each workflow can bring. `null` when neither is known.
 */
export function customerValueOf({ input, currency, candidates }: Situation): Plan['valuePerCustomer'] {
	const { metric } = input.goal;
	if (metric !== 'revenue' && metric !== 'profit') return null;
	const { arpu, currency: from, source } = input.state;
	if (arpu !== null && arpu > 0) {
		const value = from === null ? arpu : convert({ amount: arpu, currency: from }, currency, input.settings.exchangeRates).amount;
		return { value, source };
	}
	let [sales, revenue] = [0, 0];
	for (const { capacity, posterior, valuePerConversion } of candidates.usable) {
		sales += capacity * posterior.conversionRate;
		revenue += capacity * posterior.conversionRate * valuePerConversion;
	}
	return sales > 0 && revenue > 0 ? { value: revenue / sales, source: 'catalog' } : null;
}
