import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeJson, WorkflowJson } from '../../../sandbox/n8n/restClient';
import { workflowFiles } from '../../../sandbox/n8n/workflowFiles';

/** Types and versions of n8n's own nodes that the workflows may use: all exist in n8n 2.39 and later. */
const N8N_NODES: Readonly<Record<string, readonly number[]>> = {
	'n8n-nodes-base.emailSend': [2.1],
	'@n8n/n8n-nodes-langchain.agent': [3.1],
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': [1.2],
	'n8n-nodes-base.errorTrigger': [1],
	'n8n-nodes-base.executeWorkflow': [1.2, 1.3],
	'n8n-nodes-base.executeWorkflowTrigger': [1.1],
	'n8n-nodes-base.httpRequest': [4.2],
	'n8n-nodes-base.httpRequestTool': [4.2],
	'n8n-nodes-base.if': [2.2],
	'n8n-nodes-base.manualTrigger': [1],
	'n8n-nodes-base.removeDuplicates': [2],
	'n8n-nodes-base.respondToWebhook': [1.1],
	'n8n-nodes-base.scheduleTrigger': [1.2],
	'n8n-nodes-base.set': [3.4],
	'n8n-nodes-base.splitInBatches': [3],
	'n8n-nodes-base.stickyNote': [1],
	'n8n-nodes-base.stopAndError': [1],
	'n8n-nodes-base.telegram': [1.2],
	'n8n-nodes-base.telegramTrigger': [1.2],
	'n8n-nodes-base.webhook': [2],
};
const NOTE = 'n8n-nodes-base.stickyNote';

interface Link {
	readonly node: string;
	readonly type: string;
	readonly index: number;
}

const links = (workflow: WorkflowJson): { from: string; to: Link }[] =>
	Object.entries(workflow.connections).flatMap(([from, outputs]) =>
		Object.values(outputs as Record<string, Link[][]>).flatMap((ends) => ends.flat().map((to) => ({ from, to }))),
	);
/** What hangs under an AI Agent: the agent calls it, so nothing leads to it. */
const isSubNode = ({ type }: Link): boolean => type.startsWith('ai_');

const isTrigger = (node: NodeJson): boolean => /trigger$/i.test(node.type) || node.type === 'n8n-nodes-base.webhook';

const packNodes = (): Set<string> => {
	const manifest = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as { n8n: { nodes: string[] } };
	return new Set(
		manifest.n8n.nodes.map((path) => {
			const name = /([A-Za-z]+)\.node\.js$/.exec(path)?.[1] ?? '';
			return `n8n-nodes-autopilot.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
		}),
	);
};

/** Whether a user has to choose something in a node before it works. */
const needsSetting = ({ type, parameters }: NodeJson): boolean =>
	type.startsWith('n8n-nodes-autopilot.') ||
	['n8n-nodes-base.telegram', 'n8n-nodes-base.telegramTrigger', 'n8n-nodes-base.emailSend'].includes(type) ||
	type === 'n8n-nodes-base.executeWorkflow' ||
	(type === 'n8n-nodes-base.webhook' && parameters['authentication'] === 'headerAuth');

const cases = async (): Promise<[string, WorkflowJson][]> => (await workflowFiles()).map(({ key, workflow }) => [key, workflow]);

describe('exported workflows', () => {
	let files: [string, WorkflowJson][] = [];
	beforeAll(async () => {
		files = await cases();
	});

	const forEach = (check: (workflow: WorkflowJson, key: string) => void): void => {
		expect(files.length).toBeGreaterThanOrEqual(7);
		for (const [key, workflow] of files) check(workflow, key);
	};

	it('use only node types and versions that exist', () => {
		const pack = packNodes();
		forEach((workflow, key) => {
			for (const { name, type, typeVersion } of workflow.nodes) {
				// n8n makes a variant of a node that waits for people, to review the calls of an AI agent's tools.
				const known = pack.has(type.replace(/HitlTool$/, '')) ? typeVersion === 1 : N8N_NODES[type]?.includes(typeVersion);
				expect({ key, name, type, typeVersion, known }).toEqual({ key, name, type, typeVersion, known: true });
			}
		});
	});

	it('connect only nodes that are there, and leave none without a way in', () => {
		forEach((workflow, key) => {
			const names = new Set(workflow.nodes.map(({ name }) => name));
			expect(names.size).toBe(workflow.nodes.length);
			const reached = new Set<string>();
			for (const { from, to } of links(workflow)) {
				expect({ key, from: names.has(from), to: names.has(to.node) }).toEqual({ key, from: true, to: true });
				reached.add(isSubNode(to) ? from : to.node);
			}
			const lost = workflow.nodes.filter((node) => node.type !== NOTE && !isTrigger(node) && !reached.has(node.name));
			expect({ key, lost: lost.map(({ name }) => name) }).toEqual({ key, lost: [] });
		});
	});

	it('mention only nodes that are there in their expressions', () => {
		forEach((workflow, key) => {
			const names = new Set(workflow.nodes.map(({ name }) => name));
			const mentioned = [...JSON.stringify(workflow.nodes).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name ?? '');
			expect({ key, unknown: mentioned.filter((name) => !names.has(name)) }).toEqual({ key, unknown: [] });
		});
	});

	it('read from left to right, loops aside', () => {
		forEach((workflow, key) => {
			const node = new Map(workflow.nodes.map((each) => [each.name, each]));
			for (const { from, to } of links(workflow)) {
				const [source, target] = [node.get(from), node.get(to.node)];
				if (!source || !target || isSubNode(to) || target.type === 'n8n-nodes-base.splitInBatches') continue;
				expect({ key, from, to: to.node, rightwards: target.position[0] > source.position[0] }).toEqual({
					key,
					from,
					to: to.node,
					rightwards: true,
				});
			}
		});
	});

	it('keep nodes off each other and off the sticky notes', () => {
		forEach((workflow, key) => {
			const boxes = workflow.nodes.map((node) => {
				const [x, y] = node.position;
				if (node.type !== NOTE) return { name: node.name, x, y, width: 96, height: 128 };
				return { name: node.name, x, y, width: Number(node.parameters['width']), height: Number(node.parameters['height']) };
			});
			const overlaps = boxes.flatMap((a, index) =>
				boxes
					.slice(index + 1)
					.filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
					.map((b) => `${a.name} / ${b.name}`),
			);
			expect({ key, overlaps }).toEqual({ key, overlaps: [] });
		});
	});

	it('say on a sticky note what to set', () => {
		forEach((workflow, key) => {
			const notes = workflow.nodes.filter(({ type }) => type === NOTE).map(({ parameters }) => String(parameters['content']));
			expect({ key, says: notes.some((note) => note.includes('Set before publishing')) }).toEqual({ key, says: true });
		});
	});

	it('name on that note only nodes that are there, and every node that needs a ledger or a credential of its own', () => {
		forEach((workflow, key) => {
			const [note = ''] = workflow.nodes
				.filter(({ type }) => type === NOTE)
				.map(({ parameters }) => String(parameters['content']))
				.filter((text) => text.includes('Set before publishing'));
			const named = [...note.matchAll(/\*\*(.+?)\*\*/g)]
				.map(([, name]) => name ?? '')
				.filter((name) => name !== 'Execute workflow');
			const names = workflow.nodes.map(({ name }) => name);
			expect({ key, unknown: named.filter((name) => !names.includes(name)) }).toEqual({ key, unknown: [] });
			const set = workflow.nodes.filter(needsSetting).map(({ name }) => name);
			expect({ key, forgotten: set.filter((name) => !named.includes(name)) }).toEqual({ key, forgotten: [] });
		});
	});

	it('carry no credential, no secret, no pinned data and no address of one machine', () => {
		forEach((workflow, key) => {
			const text = JSON.stringify(workflow);
			expect({ key, credentials: workflow.nodes.filter((node) => node.credentials) }).toEqual({ key, credentials: [] });
			expect({ key, pinData: 'pinData' in workflow, active: 'active' in workflow }).toEqual({
				key,
				pinData: false,
				active: false,
			});
			expect({ key, found: /localhost|127\.0\.0\.1|Bearer |\d{8,}:[\w-]{30,}|apik?_|sk-/.exec(text)?.[0] }).toEqual({
				key,
				found: undefined,
			});
		});
	});

	it('take the present for now, unless the caller named another time: a step may have taken half an hour', () => {
		const clocks = files
			.flatMap(([, { nodes }]) => nodes.map(({ parameters }) => String(parameters['currentTime'] ?? '')))
			.filter(Boolean);
		expect(clocks.length).toBeGreaterThan(10);
		expect(clocks.filter((clock) => !clock.includes('$now'))).toEqual([]);
		forEach((workflow, key) => {
			const sets = workflow.nodes
				.filter(({ type }) => type === 'n8n-nodes-base.set')
				.map(({ parameters }) => String(parameters['jsonOutput']));
			expect({ key, kept: sets.filter((output) => /now:[^}]*\$now/.test(output)) }).toEqual({ key, kept: [] });
		});
	});

	it('leave the id of Telegram’s trigger to n8n, which makes the secret of its webhook of it', () => {
		// A published id would let anybody send updates in an approver's name: a typed "yes" carries no signature of ours.
		forEach((workflow, key) => {
			const published = workflow.nodes.filter(({ type, id }) => type === 'n8n-nodes-base.telegramTrigger' && id !== undefined);
			expect({ key, published }).toEqual({ key, published: [] });
		});
	});

	it('leave the address of Whop’s webhook to n8n: under one that is published, two imports would fight for it', () => {
		forEach((workflow, key) => {
			const addressed = workflow.nodes
				.filter((node) => node.type === 'n8n-nodes-autopilot.whopTrigger' && 'webhookId' in node)
				.map(({ name }) => name);
			expect({ key, addressed }).toEqual({ key, addressed: [] });
		});
	});

	it('let what Whop tells and what is found afterwards through once', () => {
		const listening = files.filter(([, { nodes }]) => nodes.some(({ type }) => type === 'n8n-nodes-autopilot.whopTrigger'));
		expect(listening.map(([key]) => key)).toEqual(['growth/whop-new-payment', 'growth/whop-win-back']);
		for (const [key, workflow] of listening) {
			const reach = (from: string): Set<string> => {
				const met = new Set<string>([from]);
				for (const name of met) for (const link of links(workflow)) if (link.from === name) met.add(link.to.node);
				return met;
			};
			const named = (type: string): string => workflow.nodes.find((node) => node.type === type)?.name ?? '';
			const [told, found] = [reach(named('n8n-nodes-autopilot.whopTrigger')), reach(named('n8n-nodes-base.scheduleTrigger'))];
			const once = named('n8n-nodes-base.removeDuplicates');
			expect({ key, told: told.has(once), found: found.has(once) }).toEqual({ key, told: true, found: true });
			const events = workflow.nodes
				.filter(({ parameters }) => 'events' in parameters)
				.map(({ parameters }) => parameters['events']);
			expect({ key, events }).toEqual({ key, events: [events[0], events[0]] });
		}
	});

	it('send and give away nothing to win somebody back before the owner approved', () => {
		const [, workflow] = files.find(([key]) => key === 'growth/whop-win-back') ?? [];
		if (!workflow) throw new Error('whop-win-back is missing');
		const approved = links({
			...workflow,
			connections: { ask: { main: [(workflow.connections['Ask the Owner'] as { main: Link[][] }).main[1] ?? []] } },
		});
		const after = new Set(approved.map(({ to }) => to.node));
		for (const name of after) for (const link of links(workflow)) if (link.from === name) after.add(link.to.node);
		const acts = ['Make a Promo Code', 'Give Free Days', 'Send It'];
		expect(acts.filter((name) => !after.has(name))).toEqual([]);
		// No other way leads there.
		const ways = links(workflow).filter(({ from, to }) => after.has(to.node) && !after.has(from));
		expect(ways.map(({ from }) => from)).toEqual(['Ask the Owner']);
		expect((workflow.connections['Ask the Owner'] as { main: Link[][] }).main.map((list) => list.length)).toEqual([0, 1]);
	});

	it('have settings that n8n 3 keeps, only their owner’s workflows may call, what they did is kept, and the loop has its alarm', () => {
		const alarm = files.find(([key]) => key === 'operations/alarm')?.[1].id;
		expect(alarm).toMatch(/./);
		forEach((workflow, key) => {
			expect({ key, ...workflow.settings }).toEqual({
				key,
				executionOrder: 'v1',
				callerPolicy: 'workflowsFromSameOwner',
				// A crashed run is looked up in its execution, which an instance may otherwise be set not to save.
				saveDataErrorExecution: 'all',
				// A saved execution would keep the links with which people answer.
				saveDataSuccessExecution: workflow.nodes.some(checksItself) ? 'none' : 'all',
				// Whoever sleeps hears of it when the loop itself fails.
				...(key.startsWith('loop/') && { errorWorkflow: alarm }),
			});
			const each = workflow.nodes.filter(({ parameters }) => parameters['mode'] === 'each');
			expect({ key, deprecated: each.map(({ name }) => name) }).toEqual({ key, deprecated: [] });
		});
	});

	it('let nothing fail that holds a link with which people answer: failed executions are saved', () => {
		const [, workflow] = files.find(([key]) => key === 'loop/03-decision-handler') ?? [];
		if (!workflow) throw new Error('03 is missing');
		const met = new Set(
			workflow.nodes.filter(({ parameters }) => parameters['path'] === 'autopilot/decisions').map(({ name }) => name),
		);
		expect(met.size).toBe(2);
		for (const name of met) for (const link of links(workflow)) if (link.from === name) met.add(link.to.node);
		const failing = workflow.nodes.filter(
			(node) => met.has(node.name) && !isTrigger(node) && node['onError'] !== 'continueRegularOutput',
		);
		expect(failing.map(({ name }) => name)).toEqual([]);
	});

	/** The decisions page is opened by browsers, which send no secret header: the Decision Handler checks its signed link instead. */
	const checksItself = (node: NodeJson | undefined): boolean =>
		node?.type === 'n8n-nodes-autopilot.decisionHandler' &&
		(node.parameters['operation'] === 'page' || node.parameters['answerSource'] === 'decisionsPage');

	it('authenticate every webhook', () => {
		forEach((workflow, key) => {
			const node = new Map(workflow.nodes.map((each) => [each.name, each]));
			for (const { name, parameters } of workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook')) {
				const next = links(workflow)
					.filter(({ from }) => from === name)
					.map(({ to }) => node.get(to.node));
				// A call that starts a step is signed instead, and the first thing its workflow does is check that.
				if (next.length === 1 && next[0]?.parameters['operation'] === 'receiveRun') continue;
				const checked = next.length > 0 && next.every(checksItself);
				const auth = parameters['path'] === 'autopilot/decisions' && checked ? 'none' : 'headerAuth';
				expect({ key, name, auth: parameters['authentication'] }).toEqual({ key, name, auth });
			}
		});
	});

	it('start only shipped workflows, with the inputs these declare', () => {
		const byId = new Map(files.map(([, workflow]) => [workflow.id, workflow]));
		forEach((workflow, key) => {
			for (const node of workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')) {
				const { value } = node.parameters['workflowId'] as { value: string };
				const child = byId.get(value);
				const trigger = child?.nodes.find(({ type }) => type === 'n8n-nodes-base.executeWorkflowTrigger');
				const declared = (trigger?.parameters['workflowInputs'] as { values: { name: string }[] } | undefined)?.values ?? [];
				const given = Object.keys((node.parameters['workflowInputs'] as { value: object }).value);
				expect({ key, node: node.name, given }).toEqual({ key, node: node.name, given: declared.map(({ name }) => name) });
			}
		});
	});

	it('take the input of the step contract and hand back its output', () => {
		const steps = files.filter(([key]) => key.startsWith('growth/') && !key.startsWith('growth/whop-'));
		expect(steps.length).toBe(3);
		for (const [key, workflow] of steps) {
			const trigger = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.executeWorkflowTrigger');
			const inputs = (trigger?.parameters['workflowInputs'] as { values: { name: string }[] }).values.map(({ name }) => name);
			expect({ key, inputs }).toEqual({ key, inputs: ['goal_id', 'run_id', 'step', 'params', 'dry_run', 'now'] });
			const ends = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.set');
			expect(ends).toHaveLength(2);
			for (const end of ends) {
				const output = String(end.parameters['jsonOutput']);
				for (const field of ['actions', 'conversions', 'revenue', 'cost', 'metrics', 'note'])
					expect(output).toContain(`${field}:`);
			}
		}
	});

	it('are all listed in the table of workflows/README.md', () => {
		const readme = join(__dirname, '../../../workflows/README.md');
		expect(existsSync(readme)).toBe(true);
		const text = readFileSync(readme, 'utf8');
		forEach((_, key) => expect({ key, listed: text.includes(`${key}.json`) }).toEqual({ key, listed: true }));
	});
});

test('an answer whose page cannot be shown is not said to be without effect', () => {
	const handler = readFileSync('workflows/loop/03-decision-handler.json', 'utf8');
	expect(handler).toContain('It is not known whether your answer was recorded.');
	expect(handler).not.toContain('Nothing was done.');
});
