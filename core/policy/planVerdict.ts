import type { LoopState } from '../commands';
import type { Instant, Verdict } from '../types';
import { gatePlan } from './gate';
import { sendsElsewhere } from './sendsElsewhere';

/** The policy's word on the plan of a goal beside those of the others. */
export const planVerdict = ({ goal, catalog, settings, planned }: LoopState, now: Instant): Verdict =>
	gatePlan(goal, catalog, settings, sendsElsewhere(planned, goal, catalog, now));
