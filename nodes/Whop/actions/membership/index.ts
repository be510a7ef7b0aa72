import type { WhopResource } from '../operation';
import { addFreeDays } from './addFreeDays.operation';
import { cancel } from './cancel.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { pause } from './pause.operation';
import { resume } from './resume.operation';
import { resyncAccess } from './resyncAccess.operation';
import { uncancel } from './uncancel.operation';
import { update } from './update.operation';

/** What a customer may use, since when and until when. */
export const membership: WhopResource = {
	value: 'membership',
	name: 'Membership',
	operations: [addFreeDays, cancel, get, getMany, pause, resume, resyncAccess, uncancel, update],
};
