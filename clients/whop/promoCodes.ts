import { z } from 'zod';
import type { CurrencyCode, Instant } from '../../core/types';
import { encodeStrictly } from '../http/query';
import { amount, currency, idOf, instant } from './fields';
import { type ListFilters, listQuery } from './listFilters';
import type { WhopClient, WhopWrite } from './whopClient';

/** A discount that buyers type in. */
export interface WhopPromoCode {
	readonly id: string;
	readonly code: string | null;
	readonly status: string;
	/** `percentage`: `amountOff` is percent. `flat_amount`: major units of `currency`. */
	readonly promoType: string;
	readonly amountOff: number;
	readonly currency: CurrencyCode;
	readonly duration: string | null;
	readonly promoDurationMonths: number | null;
	readonly expiresAt: Instant | null;
	readonly stock: number | null;
	readonly unlimitedStock: boolean | null;
	readonly uses: number;
	readonly newUsersOnly: boolean | null;
	readonly onePerCustomer: boolean | null;
	readonly productId: string | null;
	readonly createdAt: Instant;
}

const text = z.string().nullish();
const flag = z.boolean().nullish();

/** Reads a promo code of API versions 2026-07-20 to 2026-10. */
const promoCodeSchema = z
	.object({
		id: z.string(),
		code: text,
		status: z.string(),
		promo_type: z.string(),
		amount_off: amount,
		currency,
		duration: text,
		promo_duration_months: z.number().nullish(),
		expires_at: instant.nullish(),
		stock: z.number().nullish(),
		unlimited_stock: flag,
		uses: z.number().nullish(),
		new_users_only: flag,
		one_per_customer: flag,
		product_id: text,
		product: z.object({ id: z.string() }).nullish(),
		created_at: instant,
	})
	.transform(
		(raw): WhopPromoCode => ({
			id: raw.id,
			code: raw.code ?? null,
			status: raw.status,
			promoType: raw.promo_type,
			amountOff: raw.amount_off,
			currency: raw.currency,
			duration: raw.duration ?? null,
			promoDurationMonths: raw.promo_duration_months ?? null,
			expiresAt: raw.expires_at ?? null,
			stock: raw.stock ?? null,
			unlimitedStock: raw.unlimited_stock ?? null,
			uses: raw.uses ?? 0,
			newUsersOnly: raw.new_users_only ?? null,
			onePerCustomer: raw.one_per_customer ?? null,
			productId: idOf(raw.product_id, raw.product),
			createdAt: raw.created_at,
		}),
	);

/** Filters of the promo code list (API 2026-07-20). Times are exclusive bounds. */
export interface PromoCodeFilters extends Omit<ListFilters, 'direction'> {
	readonly status?: 'active' | 'inactive' | 'archived';
}

/** Promo codes of the company, page by page. */
export const listPromoCodes = (
	client: WhopClient,
	filters: PromoCodeFilters = {},
	limit?: number,
): AsyncGenerator<WhopPromoCode[]> =>
	client.pages(
		'/promo_codes',
		promoCodeSchema,
		{ company_id: client.companyId(), status: filters.status, ...listQuery(filters) },
		limit,
	);

/** One promo code. @throws AutopilotError API_REJECTED where there is none. */
export const getPromoCode = async (client: WhopClient, promoCodeId: string): Promise<WhopPromoCode> =>
	await client.get(`/promo_codes/${encodeStrictly(promoCodeId)}`, promoCodeSchema);

/** A promo code to be made. */
export interface NewPromoCode {
	readonly code: string;
	readonly promoType: 'percentage' | 'flat_amount';
	/** Percent, or major units of `currency`. */
	readonly amountOff: number;
	readonly currency: CurrencyCode;
	/** Months the discount goes on; 0 for ever. */
	readonly durationMonths: number;
	readonly newUsersOnly: boolean;
	readonly onePerCustomer?: boolean;
	readonly expiresAt?: Instant;
	/** How often it may be used; unlimited when not given. */
	readonly stock?: number;
	readonly productId?: string;
	readonly planIds?: readonly string[];
}

/** What making a promo code sends. Codes are unique, so a repetition is refused and makes none twice. */
export const newPromoCodeWrite = (companyId: string, promo: NewPromoCode, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: '/promo_codes',
	idempotencyKey,
	body: {
		company_id: companyId,
		code: promo.code,
		promo_type: promo.promoType,
		amount_off: promo.amountOff,
		base_currency: promo.currency.toLowerCase(),
		promo_duration_months: promo.durationMonths,
		new_users_only: promo.newUsersOnly,
		unlimited_stock: promo.stock === undefined,
		...(promo.stock !== undefined && { stock: promo.stock }),
		...(promo.onePerCustomer !== undefined && { one_per_customer: promo.onePerCustomer }),
		...(promo.expiresAt !== undefined && { expires_at: promo.expiresAt }),
		...(promo.productId !== undefined && { product_id: promo.productId }),
		...(promo.planIds !== undefined && { plan_ids: promo.planIds }),
	},
});

/** Makes a promo code. */
export const createPromoCode = async (client: WhopClient, write: WhopWrite): Promise<WhopPromoCode> =>
	await client.write(write, promoCodeSchema);

/** What archiving a promo code sends. Memberships that use it keep their discount. */
export const deletePromoCodeWrite = (promoCodeId: string, idempotencyKey: string): WhopWrite => ({
	method: 'DELETE',
	path: `/promo_codes/${encodeStrictly(promoCodeId)}`,
	idempotencyKey,
});
