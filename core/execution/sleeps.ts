import type { LoopState } from '../commands';
import { isQuiet } from '../decision/sweep/quietHours';
import type { Instant, Step } from '../types';

/**
 * Whether a step waits until the quiet hours of its goal's zone are over: nobody wants mass mail at night, however late its plan was
 * approved. What is still asleep when its day ends is not made up for, as with any step.
 */
export function sleeps(
	{ workflowKey }: Pick<Step, 'workflowKey'>,
	{ goal, catalog, settings }: Pick<LoopState, 'goal' | 'catalog' | 'settings'>,
	now: Instant,
): boolean {
	if (settings.massSendInQuietHours || !isQuiet(now, { hours: settings.quietHours, zone: goal.timeZone })) return false;
	return catalog.find((entry) => entry.workflowKey === workflowKey)?.flags.includes('mass_send') ?? false;
}
