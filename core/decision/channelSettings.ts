import type { ChannelName } from '../types';
import { parseApprover } from './approver';

const CHANNELS: readonly ChannelName[] = ['telegram', 'email', 'webhook'];

/** The channels of a list, each once; `null` when it names something else. */
export function readChannelOrder(names: readonly string[]): ChannelName[] | null {
	const read = names.map((name) => CHANNELS.find((channel) => channel === name.trim().toLowerCase()));
	return read.includes(undefined) ? null : [...new Set(read.filter((channel) => channel !== undefined))];
}

/**
 * Whether lists of addresses of one person each can be used: an approver first, then at least one further address, none of them in
 * Telegram, where a tap says who tapped, so that a user stands for nobody else.
 */
export const areFurtherAddresses = (lists: readonly (readonly string[])[]): boolean =>
	lists.every(
		([, ...further]) => further.length > 0 && further.every((address) => parseApprover(address).channel !== 'telegram'),
	);
