import type { WhopResource } from '../operation';
import { getMissed } from './getMissed.operation';

/** What happened at Whop. */
export const event: WhopResource = { value: 'event', name: 'Event', operations: [getMissed] };
