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
 * Telegram, where a tap says who tapped, so that a user stands for nobody else. No address stands for two people, nor for one who
 * answers in an own name: whoever reads there would count twice.
 * @param approvers everybody who may answer in an own name.
 */
export function areFurtherAddresses(lists: readonly (readonly string[])[], approvers: readonly string[]): boolean {
	const further = lists.flatMap(([, ...addresses]) => addresses);
	const taken = new Set([...approvers, ...lists.flatMap(([person]) => person ?? [])]);
	return (
		lists.every(({ length }) => length > 1) &&
		further.every((address) => parseApprover(address).channel !== 'telegram' && !taken.has(address)) &&
		new Set(further).size === further.length
	);
}
