import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { submitEvidence } from './submitEvidence.operation';
import { updateEvidence } from './updateEvidence.operation';

/** Charges that buyers object to. */
export const dispute: WhopResource = {
	value: 'dispute',
	name: 'Dispute',
	operations: [get, getMany, submitEvidence, updateEvidence],
};
