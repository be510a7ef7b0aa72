import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { AutopilotApi } from '../../../credentials/AutopilotApi.credentials';
import { WhopApi } from '../../../credentials/WhopApi.credentials';
import { AutoExecutor } from '../../../nodes/AutoExecutor/AutoExecutor.node';
import { DecisionHandler } from '../../../nodes/DecisionHandler/DecisionHandler.node';
import { GoalParser } from '../../../nodes/GoalParser/GoalParser.node';
import { PerformanceMonitor } from '../../../nodes/PerformanceMonitor/PerformanceMonitor.node';
import { Whop } from '../../../nodes/Whop/Whop.node';
import { WhopTrigger } from '../../../nodes/Whop/WhopTrigger.node';

/*
 * n8n's UX guidelines for what a node shows. Its lint checks what is written out in a description; most fields here are made by
 * functions, which it cannot see into.
 */

const NODES: readonly [folder: string, node: INodeType][] = [
	['AutoExecutor', new AutoExecutor()],
	['DecisionHandler', new DecisionHandler()],
	['GoalParser', new GoalParser()],
	['PerformanceMonitor', new PerformanceMonitor()],
	['Whop', new Whop()],
	['Whop', new WhopTrigger()],
];
const SHOWN: readonly { readonly name: string; readonly properties: readonly INodeProperties[] }[] = [
	...NODES.map(([, { description }]) => description),
	new AutopilotApi(),
	new WhopApi(),
];

/** A field, at whatever depth, with the fields it stands in: `Filters › Status`. */
interface Field {
	readonly path: string;
	readonly property: INodeProperties;
	readonly choices: readonly INodePropertyOptions[];
}

function fieldsOf(properties: readonly INodeProperties[], above = ''): Field[] {
	return properties.flatMap((property): Field[] => {
		const path = `${above}${property.displayName}`;
		const options = property.options ?? [];
		const choices = options.filter((option): option is INodePropertyOptions => 'value' in option);
		const within = options.flatMap((option) => ('values' in option ? option.values : 'type' in option ? [option] : []));
		return [{ path, property, choices }, ...fieldsOf(within, `${path} › `)];
	});
}

const ALL = SHOWN.flatMap(({ name, properties }) => fieldsOf(properties, `${name}: `));
const fields = ALL.filter(({ property }) => property.type !== 'notice');
const paths = (wrong: readonly Field[]): string[] => [...new Set(wrong.map(({ path }) => path))];

/** Small between other words. */
const SMALL = /^(a|and|as|at|by|for|from|in|of|on|or|per|the|to|when|with)$/;
const isTitle = (text: string): boolean =>
	text
		.replace(/[()]/g, '')
		.split(' ')
		.every((word, index) => /^[A-Z0-9]/.test(word) || (index > 0 && SMALL.test(word)));
/** One sentence goes without a full stop, several go with one each. */
const isSentence = (text: string): boolean => {
	const stops = text.replace(/\b(e\.g|i\.e)\./g, '').match(/[.!?](?=\s|$)/g) ?? [];
	return /^[A-Z]/.test(text) && (stops.length === 0 || (stops.length > 1 && /[.!?]$/.test(text)));
};

it('knows fields at every depth', () => {
	expect(fields.length).toBeGreaterThan(300);
	expect(paths(fields)).toContain('decisionHandler: Options › Label');
});

it('names fields and choices in title case, with abbreviations as abbreviations', () => {
	expect(paths(fields.filter(({ property }) => !isTitle(property.displayName)))).toEqual([]);
	expect(
		fields.flatMap(({ path, choices }) => choices.filter(({ name }) => !isTitle(name)).map(({ name }) => `${path}: ${name}`)),
	).toEqual([]);
	const named = fields.flatMap(({ property, choices }) => [property.displayName, ...choices.map(({ name }) => name)]);
	expect(named.filter((name) => /\b(Id|Url|Csv|Usd|Mrr|Api|Info|Config|Max\.)\b/.test(name))).toEqual([]);
});

it('lists choices by name', () => {
	const names = ({ choices }: Field): string[] => choices.map(({ name }) => name);
	const sorted = (field: Field): string[] => [...names(field)].sort((a, b) => a.localeCompare(b, 'en'));
	// "Nothing" goes first, and real money before play money.
	const free = fields.filter(({ path, choices }) => path !== 'whopApi: Environment' && choices[0]?.value !== 'none');
	const wrong = free.filter((field) => names(field).join() !== sorted(field).join());
	expect(wrong.map((field) => [field.path, names(field)])).toEqual([]);
});

it('describes in sentences, booleans by what they decide', () => {
	const described = fields.filter(({ property }) => property.description !== undefined);
	expect(paths(described.filter(({ property }) => !isSentence(property.description ?? '')))).toEqual([]);
	const booleans = fields.filter(({ property }) => property.type === 'boolean');
	expect(paths(booleans.filter(({ property }) => !property.description?.startsWith('Whether ')))).toEqual([]);
	const said = fields.flatMap(({ property, choices }) => [property, ...choices].map(({ description = '' }) => description));
	expect(said.filter((text) => /e-mail|summarise|\betc\b/i.test(text))).toEqual([]);
});

it('gives examples as examples', () => {
	const placeholders = fields.filter(({ property }) => property.placeholder !== undefined);
	const modes = fields.flatMap(({ property }) => property.modes ?? []);
	expect(
		paths(
			placeholders.filter(
				({ property: { placeholder = '', type } }) => !placeholder.startsWith(/ollection$/.test(type) ? 'Add ' : 'e.g. '),
			),
		),
	).toEqual([]);
	expect(modes.filter(({ type, placeholder = '' }) => type === 'string' && !placeholder.startsWith('e.g. '))).toEqual([]);
});

it('words actions as verb and noun, each once in its node', () => {
	for (const [, { description }] of NODES) {
		const actions = description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [] }) => options.map((option) => ('action' in option ? (option.action ?? '') : '')));
		expect(actions.filter((action) => !/^[A-Z][a-z]+( [\w’]+)+$/.test(action))).toEqual([]);
		expect(new Set(actions).size).toBe(actions.length);
	}
});

it('finds everything that has an ID in a list, and takes it by ID', () => {
	for (const { path, property } of fields.filter(({ property: { type } }) => type === 'resourceLocator')) {
		expect({ path, modes: property.modes?.map(({ name }) => name) }).toEqual({
			path,
			modes: expect.arrayContaining(['list', 'id']),
		});
	}
	// IDs of one happening: they come with the item, and nobody chooses them.
	const typed = fields.filter(({ property: { name, type } }) => type === 'string' && /Id$/.test(name));
	expect(paths(typed)).toEqual([
		'autoExecutor: Decision ID',
		'autoExecutor: Run ID',
		'decisionHandler: Decision ID',
		'whopApi: Company ID',
	]);
});

it('says what a write really does where it is about to', () => {
	const { properties } = new Whop().description;
	const gated = properties.filter(({ name }) => name === 'confirm');
	const notices = properties.filter(({ name }) => name === 'consequenceNotice');
	expect(gated.length).toBeGreaterThan(10);
	expect(notices.map(({ displayOptions }) => displayOptions)).toEqual(gated.map(({ displayOptions }) => displayOptions));
});

it.each(NODES.map(([folder, node]) => [node.description.displayName, folder, node] as const))(
	'%s has its codex and icons',
	(_name, folder, { description }) => {
		const place = join(__dirname, '..', '..', '..', 'nodes', folder);
		const file = `${description.name.charAt(0).toUpperCase()}${description.name.slice(1)}.node.json`;
		const codex: unknown = JSON.parse(readFileSync(join(place, file), 'utf8'));
		expect(codex).toMatchObject({
			node: `n8n-nodes-autopilot.${description.name}`,
			nodeVersion: expect.any(String),
			codexVersion: '1.0',
			categories: expect.arrayContaining([expect.any(String)]),
			alias: expect.arrayContaining([expect.any(String)]),
		});
		const icons = Object.values(description.icon as object).map((icon) => String(icon).replace('file:', ''));
		expect(icons.filter((icon) => !existsSync(join(place, icon)))).toEqual([]);
		expect(icons).toHaveLength(2);
	},
);
