import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { WhopApi } from '../../credentials/WhopApi.credentials';
import { ledgerProperties } from '../../nodes/shared/ledgerProperties';
import { Whop } from '../../nodes/Whop/Whop.node';
import { type Servers, startServers } from '../../sandbox/servers';
import { chain, Engine } from './harness';

/** Made by the node's description: every field of every operation, alone, left to an expression that finds nothing. */

const NOW = '2026-11-20T03:00:00.000Z';
const EMPTY: readonly unknown[] = [undefined, '', Number.NaN];
const { properties } = new Whop().description;
const LEDGER = new Set(ledgerProperties.map(({ name }) => name));
/** What says which operation runs, and what runs nothing where it is no clear word. */
const APART = new Set(['resource', 'operation', 'dryRun', 'confirm', ...LEDGER]);

const shownFor = (property: INodeProperties, resource: string, operation: string): boolean => {
	const { resource: [ofResource] = [], operation: [ofOperation] = [] } = (property.displayOptions?.show ?? {}) as Record<
		string,
		unknown[]
	>;
	return ofResource === resource && ofOperation === operation;
};

/** A value that a field would take. */
function filled({ type, options, default: preset, name }: INodeProperties): INodeParameters[string] {
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: 'x_1' };
	if (type === 'dateTime') return NOW;
	if (type === 'json') return '{"a":1}';
	if (type === 'number') return preset === '' || preset === 0 ? 5 : (preset as number);
	if (type === 'multiOptions')
		return options?.flatMap((option) => ('value' in option ? [option.value] : [])).slice(0, 1) as string[];
	if (name === 'currency') return 'JPY';
	if (name === 'timeZone') return 'Asia/Tokyo';
	return type === 'string' ? 'x' : (preset as string);
}

const fromItem = ({ type }: INodeProperties): INodeParameters[string] =>
	type === 'resourceLocator' ? { __rl: true, mode: 'id', value: '={{ $json.value }}' } : '={{ $json.value }}';

interface Case {
	readonly field: string;
	readonly parameters: INodeParameters;
}

/** Every operation once for each of its fields, options and filters. */
function cases(): Case[] {
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			options.flatMap((option) => ('value' in option ? [[displayOptions?.show?.['resource']?.[0], option.value] as const] : [])),
		);
	return operations.flatMap(([resource, operation]) => {
		const own = properties.filter(
			(property) =>
				property.type !== 'notice' && !LEDGER.has(property.name) && shownFor(property, String(resource), String(operation)),
		);
		const fields = own.filter(({ type }) => type !== 'collection');
		// Conditions between fields: those of the first value named, so that every field is shown in one of its ways.
		const whole = (property: INodeProperties): INodeParameters => {
			const { resource: _r, operation: _o, ...others } = (property.displayOptions?.show ?? {}) as Record<string, string[]>;
			return {
				resource: String(resource),
				operation: String(operation),
				...Object.fromEntries(fields.filter(({ name }) => !APART.has(name)).map((field) => [field.name, filled(field)])),
				...Object.fromEntries(Object.entries(others).map(([name, [value]]) => [name, value ?? ''])),
				...(own.some(({ name }) => name === 'dryRun') && { dryRun: false, confirm: true }),
			};
		};
		return own
			.filter(({ name }) => !APART.has(name))
			.flatMap((property): Case[] => {
				const at = `${String(resource)}.${String(operation)}: ${property.name}`;
				if (property.type !== 'collection') {
					return [{ field: at, parameters: { ...whole(property), [property.name]: fromItem(property) } }];
				}
				const inner = (property.options ?? []) as INodeProperties[];
				return inner
					.filter(({ type }) => type !== 'fixedCollection')
					.map((option) => ({
						field: `${at}.${option.name}`,
						parameters: { ...whole(property), [property.name]: { [option.name]: fromItem(option) } },
					}));
			});
	});
}

let servers: Servers;
let engine: Engine;

beforeAll(async () => {
	servers = await startServers({ now: NOW });
	const { whopUrl: baseUrl, whopApiKey: apiKey, companyId } = servers;
	engine = await Engine.start({
		nodes: [new Whop()],
		credentialTypes: [new WhopApi()],
		credentials: { whopApi: { environment: 'custom', baseUrl, apiKey, companyId } },
	});
});
afterAll(async () => {
	await engine.stop();
	await servers.stop();
});
afterEach(() => servers.control.reset());

it('covers all operations', () => {
	expect(cases().length).toBeGreaterThan(150);
});

it.each(cases().map(({ field, parameters }) => [field, parameters] as const))(
	'%s: an expression that finds nothing sends nothing',
	async (_field, parameters) => {
		const execution = await engine.run(
			chain(
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'Whop', type: 'n8n-nodes-autopilot.whop', parameters, extra: { onError: 'continueRegularOutput' } },
			),
			EMPTY.map((value): IDataObject => ({ value: value as string })),
		);
		expect(execution.error).toBeNull();
		expect(
			execution.output('Whop').map(({ details, error }) => (details as IDataObject | undefined)?.code ?? error ?? 'sent'),
		).toEqual(EMPTY.map(() => 'PARAMETER_INVALID'));
		expect(servers.control.requests('whop')).toEqual([]);
	},
);
