import { AutopilotError } from '../../core/errors';

/**
 * Reads the "Exchange Rates" of a node into the form the settings have: `USD_JPY` → yen for one dollar.
 * @throws AutopilotError PARAMETER_INVALID for a code that is none or a rate that is not above 0.
 */
export function readExchangeRates(collection: unknown): Record<string, number> {
	const rates: Record<string, number> = {};
	for (const { from, to, rate } of rowsOf(collection)) {
		const pair = `${from}_${to}`.toUpperCase();
		if (!/^[A-Z]{3,8}_[A-Z]{3,8}$/.test(pair)) {
			throw new AutopilotError('PARAMETER_INVALID', `"Exchange Rates" needs currency codes such as USD and JPY, not "${pair}"`);
		}
		const value = Number(rate);
		if (!Number.isFinite(value) || value <= 0) {
			throw new AutopilotError('PARAMETER_INVALID', `"Exchange Rates" needs a rate above 0 for ${pair}`);
		}
		rates[pair] = value;
	}
	return rates;
}

function rowsOf(collection: unknown): { from: string; to: string; rate: unknown }[] {
	const rows: unknown = typeof collection === 'object' && collection !== null && 'rate' in collection ? collection.rate : [];
	if (!Array.isArray(rows)) return [];
	return rows.map((row: Partial<Record<string, unknown>>) => ({
		from: String(row.from ?? '').trim(),
		to: String(row.to ?? '').trim(),
		rate: row.rate,
	}));
}
