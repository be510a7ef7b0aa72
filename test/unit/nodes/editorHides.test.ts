import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { AutoExecutor } from '../../../nodes/AutoExecutor/AutoExecutor.node';
import { DecisionHandler } from '../../../nodes/DecisionHandler/DecisionHandler.node';
import { GoalParser } from '../../../nodes/GoalParser/GoalParser.node';
import { PerformanceMonitor } from '../../../nodes/PerformanceMonitor/PerformanceMonitor.node';
import { Whop } from '../../../nodes/Whop/Whop.node';
import { WhopTrigger } from '../../../nodes/Whop/WhopTrigger.node';

const valuesOf = ({ options = [] }: INodeProperties): unknown[] =>
	options.flatMap((option) => ('value' in option ? [option.value] : []));

/**
 * The fields that n8n's editor (2.41.3, nodeTypesUtils) moves out of a node's own form. Where it finds a field that seems to choose
 * among the credentials, it hides that field and every field on which one of those that credentials depend on depends.
 */
function hiddenByEditor({ credentials = [], properties }: INodeTypeDescription): string[] {
	const wanted = new Map<string, Set<unknown>>();
	for (const { displayOptions } of credentials) {
		for (const [name, values] of Object.entries(displayOptions?.show ?? {})) {
			wanted.set(name, new Set([...(wanted.get(name) ?? []), ...(values ?? [])]));
		}
	}
	const related = properties.filter(({ name }) => wanted.has(name));
	const chooses =
		related.find((field) => field.name === 'authentication' && !valuesOf(field).includes('none')) ??
		related.find(
			(field) => valuesOf(field).length > 0 && valuesOf(field).every((value) => wanted.get(field.name)?.has(value) === true),
		);
	if (!chooses) return [];
	const dependedOn = related.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	return [...new Set([chooses.name, ...dependedOn])].filter((name) => properties.some((property) => property.name === name));
}

it.each([AutoExecutor, DecisionHandler, GoalParser, PerformanceMonitor, Whop, WhopTrigger])(
	'%p shows every field in the editor',
	(node) => {
		expect(hiddenByEditor(new node().description)).toEqual([]);
	},
);
