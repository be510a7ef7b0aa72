import type { Instant } from './types';

/** Where "now" comes from. Nodes pass the "Current Time" parameter; tests and the sandbox pass a fixed or replayed time. */
export type Clock = () => Instant;

/** A source of uniform random numbers in [0, 1). Seeded in tests and simulations, so that a run can be repeated. */
export type Random = () => number;

/** A source of unguessable identifiers: `size` characters of lower-case base 32. */
export type RandomId = (size: number) => string;

/** HMAC-SHA256 of `message` with the pack's signing secret, base64url. Passed in, so that core needs no crypto. */
export type Sign = (message: string) => string;

/** SHA-256 of `text` as lower-case hex. Passed in, so that core needs no crypto. */
export type Hash = (text: string) => string;
