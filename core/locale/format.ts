import { DateTime } from 'luxon';
import type { CurrencyCode, Day, Locale, MetricName } from '../types';

/** Currencies written without decimals, as ISO 4217 has them (those owners of small shops meet). */
const WITHOUT_DECIMALS: ReadonlySet<CurrencyCode> = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK']);

/** `285,714円` and `¥285,714`; other currencies with their symbol. Whole amounts carry no decimals. */
export function formatMoney(amount: number, currency: CurrencyCode, locale: Locale): string {
	const decimals = WITHOUT_DECIMALS.has(currency) || Number.isInteger(amount) ? 0 : 2;
	if (currency === 'JPY' && locale === 'ja') return `${formatNumber(amount, 0)}円`;
	const format = new Intl.NumberFormat(locale, {
		style: 'currency',
		currency,
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
	});
	return format.format(amount);
}

/** A number with thousands separators. */
export const formatNumber = (value: number, decimals = 0): string =>
	new Intl.NumberFormat('en-US', { maximumFractionDigits: decimals }).format(value);

/** A day as people name it: `11月20日（金）`, `Fri 20 Nov`. */
export const formatDay = (day: Day, locale: Locale): string =>
	DateTime.fromISO(day, { zone: 'utc', locale }).toFormat(locale === 'ja' ? 'M月d日（ccc）' : 'ccc d LLL');

/** A fraction as percent: 0.413 → `41 %` in English and Japanese reports alike (`41%`). */
export const formatPercent = (fraction: number): string => `${formatNumber(fraction * 100, fraction < 0.1 ? 1 : 0)}%`;

/** The share of a goal that is reached, as percent. What is not wholly reached is never shown as 100 %. */
export const formatAchieved = (share: number): string => formatPercent(share < 1 ? Math.min(share, 0.99) : share);

/** A value of a metric: money with its currency, rates as percent, counts as numbers. */
export function formatValue(value: number, metric: MetricName, currency: CurrencyCode | null, locale: Locale): string {
	if ((metric === 'revenue' || metric === 'profit') && currency) return formatMoney(value, currency, locale);
	return metric === 'churn_rate' || metric === 'conversion_rate' ? formatPercent(value) : formatNumber(value);
}
