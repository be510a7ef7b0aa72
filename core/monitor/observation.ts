import { AutopilotError } from '../errors';
import type { Instant, Observation } from '../types';

/** A figure as it comes in from outside. */
export interface Figure {
	readonly metric: string;
	/** `YYYY-MM-DD` in the shop's time zone. */
	readonly day: string;
	readonly value: number;
	/** ISO 4217 code for money, else `count` or `fraction`. */
	readonly unit: string;
	readonly source: string;
	/** Empty for a figure of the whole shop. */
	readonly goalId: string;
	/** Key of the workflow whose part of the day's figure this is; none for the day's figure itself. */
	readonly workflow?: string;
}

/** The label under which a figure of one workflow bears its key. */
export const WORKFLOW_LABEL = 'workflow';

const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const RESERVED: ReadonlySet<string> = new Set(['constructor', 'prototype']);

/** Whether a text can name a metric. */
export const isMetricName = (name: string): boolean => NAME.test(name) && !RESERVED.has(name);

/**
 * The row of a figure. Its key is made of source, metric, day, goal and workflow, so that recording a day again replaces its value.
 * @throws AutopilotError PARAMETER_INVALID, naming the field.
 */
export function toObservation(figure: Figure, now: Instant): Observation {
	const { metric, day, value, unit, source, goalId, workflow = '' } = figure;
	const invalid = (field: string, expected: string): AutopilotError =>
		new AutopilotError('PARAMETER_INVALID', `"${field}" of a figure must be ${expected}`, { field });
	if (!isMetricName(metric)) throw invalid('metric', 'lower-case letters, digits and _, such as revenue');
	if (!NAME.test(source) || RESERVED.has(source)) throw invalid('source', 'lower-case letters, digits and _, such as whop');
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw invalid('day', 'a day such as 2026-11-20');
	if (!Number.isFinite(value)) throw invalid('value', 'a finite number');
	if (!/^([A-Z]{3}|count|fraction)$/.test(unit)) throw invalid('unit', 'an ISO 4217 code, count or fraction');
	return {
		metricId: [source, metric, day, goalId, ...(workflow === '' ? [] : ['workflow', workflow])]
			.filter((part) => part !== '')
			.join('/'),
		observedAt: now,
		goalId,
		source,
		metric,
		value,
		unit,
		labels: workflow === '' ? { day } : { day, [WORKFLOW_LABEL]: workflow },
	};
}

/** The day a figure is about, which is not the day it was observed on; `null` for rows others wrote without one. */
export const observedDay = ({ labels }: Observation): string | null => labels['day'] ?? null;

/** Whether a figure is one workflow's part of a day's figure, not the day's figure. */
export const isPart = ({ labels }: Observation): boolean => labels[WORKFLOW_LABEL] !== undefined;
