import { z } from 'zod';
import type { CurrencyCode, Instant, TimeZone } from '../../core/types';
import { encodeStrictly } from '../http/query';
import { currency, instant } from './fields';
import type { WhopClient } from './whopClient';

/** A metric that Whop itself keeps. */
export interface WhopMetric {
	readonly key: string;
	readonly name: string;
	readonly description: string | null;
	readonly unit: string;
	readonly properties: readonly string[];
}

/** One interval of a metric. */
export interface WhopStatPoint {
	readonly metric: string;
	/** Start of the interval. */
	readonly at: Instant;
	readonly value: number | null;
	/** `null` for metrics that are no money. */
	readonly currency: CurrencyCode | null;
	readonly breakdown: readonly { readonly name: string; readonly value: number | null }[];
}

const metricList = z.object({
	data: z.array(
		z
			.object({
				key: z.string(),
				name: z.string(),
				description: z.string().nullish(),
				unit: z.string(),
				properties: z.array(z.string()).nullish(),
			})
			.transform((raw): WhopMetric => ({ ...raw, description: raw.description ?? null, properties: raw.properties ?? [] })),
	),
});

const series = z.object({
	data: z.object({
		currency: currency.nullish(),
		points: z.array(
			z.object({
				timestamp: instant,
				value: z.number().nullable(),
				breakdown: z.array(z.object({ name: z.string(), value: z.number().nullable() })).nullish(),
			}),
		),
	}),
});

/** What to read of a metric. */
export interface StatQuestion {
	/** Day or instant. */
	readonly from: string;
	readonly to: string;
	readonly interval?: string;
	readonly timeZone?: TimeZone;
	readonly breakdownBy?: string;
	readonly convertTo?: CurrencyCode;
	readonly productId?: string;
}

/** All metrics Whop keeps for the company. */
export const listMetrics = async (client: WhopClient): Promise<readonly WhopMetric[]> =>
	(await client.get('/stats', metricList)).data;

/** A metric over time, as Whop computes it. */
export async function readStat(client: WhopClient, metric: string, question: StatQuestion): Promise<WhopStatPoint[]> {
	const { data } = await client.get(`/stats/${encodeStrictly(metric)}`, series, {
		account_id: client.companyId(),
		from: question.from,
		to: question.to,
		interval: question.interval,
		time_zone: question.timeZone,
		breakdown_by: question.breakdownBy,
		convert_to: question.convertTo?.toLowerCase(),
		product: question.productId,
	});
	return data.points.map(({ timestamp, value, breakdown }) => ({
		metric,
		at: timestamp,
		value,
		currency: data.currency ?? null,
		breakdown: breakdown ?? [],
	}));
}
