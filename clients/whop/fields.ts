import { z } from 'zod';
import type { Instant } from '../../core/types';

/*
 * The pieces in which Whop's dated API versions differ. Up to 2026-08 amounts are numbers in major units and related objects
 * are nested (`plan: { id }`); later amounts are `{ amount: "10.00", currency }` and ids are flat (`plan_id`).
 */

const wireAmount = z.union([
	z.number(),
	z.object({ amount: z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/, 'not an amount')]) }),
]);

/**
 * An amount in major units, in either shape. A codec and not a transform, as `instant`: zod makes a function for each value that it
 * transforms, and of tens of thousands of payments V8 then kept three times the memory.
 */
export const amount = z.codec(wireAmount, z.number(), {
	decode: (value) => (typeof value === 'number' ? value : Number(value.amount)),
	encode: (value) => value,
});

/** An instant: ISO 8601, or Unix seconds as early v1 versions had them. */
export const instant = z.codec(z.union([z.string(), z.number()]), z.string(), {
	decode: (value, { issues }): Instant => {
		const time = new Date(typeof value === 'number' ? value * 1000 : value);
		if (!Number.isNaN(time.getTime())) return time.toISOString();
		issues.push({ code: 'custom', message: 'not a point in time', input: value });
		return z.NEVER;
	},
	encode: (value) => value,
});

/** A currency, which Whop writes in small letters. */
export const currency = z.string().toUpperCase();

/** A related object of which only the id matters. */
export const reference = z.object({ id: z.string() }).nullish();

/** A related person. Whop leaves out what the key may not see. */
export const person = z
	.object({ id: z.string(), email: z.string().nullish(), name: z.string().nullish(), username: z.string().nullish() })
	.nullish();

/** Who somebody is, under the names payments, memberships, members and affiliates all have for it. */
export interface WhopUser {
	readonly userId: string | null;
	readonly userEmail: string | null;
	readonly userName: string | null;
	readonly username: string | null;
}

/** Reads a person in either shape: `user: { id }`, or `user_id` beside it. */
export const userOf = (raw: { readonly user_id?: string | null; readonly user?: z.output<typeof person> }): WhopUser => ({
	userId: idOf(raw.user_id, raw.user),
	userEmail: raw.user?.email ?? null,
	userName: raw.user?.name ?? null,
	username: raw.user?.username ?? null,
});

/** The id of a related object, in either shape. */
export const idOf = (flat: string | null | undefined, nested: { id: string } | null | undefined): string | null =>
	flat ?? nested?.id ?? null;

/** Custom key-value pairs; kept as they came. */
export const metadata = z.record(z.string(), z.unknown()).nullish();
