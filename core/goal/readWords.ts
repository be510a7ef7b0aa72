import type { Clause } from './clause';
import type { GoalToken } from './goalTokens';
import { QUOTED_KEY } from './quoted';
import type { Found } from './rules';
import { originalSpan, type SourceText } from './source';
import type { ActionReading, Constraint, ParsedInstruction } from './types';

const ACTIONS: ReadonlySet<string> = new Set([
	'run_workflows',
	'earn',
	'increase',
	'decrease',
	'acquire',
	'keep',
	'send',
	'post',
	'report',
	'stop',
]);
const isAction = (key: string): key is ActionReading['action'] => ACTIONS.has(key);

/** The action a token asks for, or null. */
const actionOf = ({ cls, key }: GoalToken): ActionReading['action'] | null =>
	cls === 'up'
		? 'increase'
		: cls === 'down'
			? 'decrease'
			: cls === 'act' && isAction(key)
				? key
				: cls === 'negated'
					? 'earn'
					: null;

/** What the owner asks to be done, and what not to. */
export function readActions(tokens: readonly GoalToken[], source: SourceText): ActionReading[] {
	return tokens.flatMap((token): ActionReading[] => {
		const action = actionOf(token);
		return action === null
			? []
			: [{ action, span: originalSpan(source, token.start, token.end), negated: token.cls === 'negated' }];
	});
}

/** Whether a token that no clause has taken names a workflow to be used. */
export const isWantedWorkflow = ({ cls, key }: GoalToken): boolean =>
	cls === 'workflow' || (cls === 'thing' && key === QUOTED_KEY);

/** Workflows named without being ruled out. */
export function readWorkflows(tokens: readonly GoalToken[], source: SourceText): ParsedInstruction['workflows'] {
	return tokens.filter(isWantedWorkflow).map(({ cls, key, start, end }) => ({
		name: source.text.slice(start, end),
		workflowKey: cls === 'workflow' ? key : null,
		span: originalSpan(source, start, end),
	}));
}

/** Budgets, exclusions and caps of the clauses. */
export function readConstraints(clauses: readonly Found<Clause>[], source: SourceText): Constraint[] {
	return clauses.flatMap(({ value, start, end }): Constraint[] => {
		const span = originalSpan(source, start, end);
		switch (value.kind) {
			case 'budget':
				return [
					{
						type: 'budget',
						amount: value.amount,
						currency: value.currency === '?' ? null : value.currency,
						per: value.per,
						span,
					},
				];
			case 'cap':
				return [{ type: 'cap', count: value.count, unit: value.unit, per: value.per, span }];
			case 'exclude':
			case 'only':
				return value.items.map(({ workflowKey, start: from, end: to }) => ({
					type: value.kind,
					name: source.text.slice(from, to).trim(),
					workflowKey,
					span,
				}));
			default:
				return [];
		}
	});
}
