import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { Instant } from '../../core/types';
import { instant, metadata } from './fields';
import type { WhopClient } from './whopClient';

/** A product, the same whatever API version shaped it. */
export interface WhopProduct {
	readonly id: string;
	readonly title: string;
	readonly headline: string | null;
	readonly description: string | null;
	readonly route: string | null;
	readonly visibility: string | null;
	readonly verified: boolean | null;
	readonly memberCount: number | null;
	readonly publishedReviewsCount: number | null;
	readonly externalIdentifier: string | null;
	readonly createdAt: Instant;
	readonly updatedAt: Instant | null;
	readonly metadata: Readonly<Record<string, unknown>>;
}

const text = z.string().nullish();

/** Reads a product of API versions 2026-07-20 to 2026-10. */
export const productSchema = z
	.object({
		id: z.string(),
		title: z.string(),
		headline: text,
		description: text,
		route: text,
		visibility: text,
		verified: z.boolean().nullish(),
		member_count: z.number().nullish(),
		published_reviews_count: z.number().nullish(),
		external_identifier: text,
		created_at: instant,
		updated_at: instant.nullish(),
		metadata,
	})
	.transform(
		(raw): WhopProduct => ({
			id: raw.id,
			title: raw.title,
			headline: raw.headline ?? null,
			description: raw.description ?? null,
			route: raw.route ?? null,
			visibility: raw.visibility ?? null,
			verified: raw.verified ?? null,
			memberCount: raw.member_count ?? null,
			publishedReviewsCount: raw.published_reviews_count ?? null,
			externalIdentifier: raw.external_identifier ?? null,
			createdAt: raw.created_at,
			updatedAt: raw.updated_at ?? null,
			metadata: raw.metadata ?? {},
		}),
	);

/** Filters of the product list (API 2026-07-20). */
export interface ProductFilters {
	readonly visibilities?: readonly string[];
	readonly direction?: 'asc' | 'desc';
}

/** Products of the company, page by page. Plans and products name the company `account_id` since 2026-06-09. */
export const listProducts = (client: WhopClient, filters: ProductFilters = {}, limit?: number): AsyncGenerator<WhopProduct[]> =>
	client.pages(
		'/products',
		productSchema,
		{ account_id: client.companyId(), visibilities: filters.visibilities, direction: filters.direction },
		limit,
	);

/** One product. @throws AutopilotError API_REJECTED where there is none. */
export const getProduct = async (client: WhopClient, productId: string): Promise<WhopProduct> =>
	await client.get(`/products/${encodeStrictly(productId)}`, productSchema);
