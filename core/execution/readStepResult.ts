import { AutopilotError } from '../errors';
import { isMetricName } from '../monitor/observation';
import type { StepResult } from '../types';

const FIGURES = ['actions', 'conversions', 'revenue', 'cost'] as const;

/**
 * Reads what a step workflow handed back. Missing figures are `null` and attributed later; a figure that is there but
 * is not a finite number of at least zero is refused, because money and plans are computed from it.
 * @throws AutopilotError WORKFLOW_RESULT_INVALID, naming the workflow and the field.
 */
export function readStepResult(workflowKey: string, json: Readonly<Record<string, unknown>>): StepResult {
	const invalid = (field: string, expected = 'a number of at least 0'): AutopilotError =>
		new AutopilotError('WORKFLOW_RESULT_INVALID', `Workflow "${workflowKey}" returned "${field}" that is not ${expected}`);
	const figure = (field: string, value: unknown): number | null => {
		if (value === undefined || value === null) return null;
		if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw invalid(field);
		return value;
	};
	const [actions, conversions, revenue, cost] = FIGURES.map((field) => figure(field, json[field]));
	const metrics = json['metrics'];
	const named: [string, number][] = [];
	if (typeof metrics === 'object' && metrics !== null && !Array.isArray(metrics)) {
		for (const [name, value] of Object.entries(metrics)) {
			if (!isMetricName(name)) throw invalid(`metrics.${name.slice(0, 64)}`, 'named in lower-case letters, digits and _');
			const number = figure(`metrics.${name}`, value);
			if (number !== null) named.push([name, number]);
		}
	}
	return {
		actions: actions ?? null,
		conversions: conversions ?? null,
		revenue: revenue ?? null,
		cost: cost ?? null,
		metrics: Object.fromEntries(named),
		note: typeof json['note'] === 'string' ? json['note'].slice(0, 1000) : null,
	};
}
