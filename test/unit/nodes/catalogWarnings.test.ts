import type { N8nApiClient } from '../../../clients/n8nApi/client';
import type { Workflow } from '../../../clients/n8nApi/workflows';
import { AutopilotError } from '../../../core/errors';
import { catalogWarnings } from '../../../nodes/AutoExecutor/catalogWarnings';
import { TRIAL } from '../plan/fixtures';

const published: Workflow = { id: 'w', name: 'W', active: true, isArchived: false, nodeTypes: [], saving: 'always' };
const refusal = (status: number) => async (): Promise<Workflow> =>
	Promise.reject(new AutopilotError(status === 404 ? 'API_REJECTED' : 'API_DENIED', `n8n answered ${status}`, { status }));

const warnings = async (get: () => Promise<Workflow>, earlier = 0, enabled = true): Promise<string[]> => {
	const list = async () => Array.from({ length: earlier }, () => ({}));
	const api = { workflows: { get }, executions: { list } } as unknown as Pick<N8nApiClient, 'executions' | 'workflows'>;
	return await catalogWarnings(api, [{ ...TRIAL, enabled }]);
};
const workflow = (values: Partial<Workflow>) => async (): Promise<Workflow> => Promise.resolve({ ...published, ...values });

test.each([
	['saves its executions', workflow({}), 0, null],
	['does not save them', workflow({ saving: 'never' }), 5, 'does not save its executions'],
	['leaves it to the instance, which has saved one', workflow({ saving: 'default' }), 1, null],
	['leaves it to the instance, which has saved none yet', workflow({ saving: 'default' }), 0, 'leaves it to this n8n'],
	['is not published', workflow({ active: false }), 0, 'is not published'],
	['is archived', workflow({ isArchived: true }), 0, 'is not published'],
	['is gone', refusal(404), 0, 'does not exist'],
	['may not be looked at', refusal(403), 0, 'could not be checked: n8n answered 403'],
] as const)(
	'Set Up warns of a workflow of the catalog that %s, where that is a reason to',
	async (_what, get, earlier, warning) => {
		const found = await warnings(get, earlier);
		expect(found).toEqual(warning === null ? [] : [expect.stringContaining(warning)]);
		expect(found.join()).toContain(warning === null ? '' : TRIAL.workflowKey);
	},
);

test('Set Up says of a workflow that is started by webhook outside of this n8n that nothing here can stop it', async () => {
	const api = { workflows: { get: refusal(404) } } as unknown as Parameters<typeof catalogWarnings>[0];
	const outside = { ...TRIAL, webhookUrl: 'https://elsewhere.example/step' };
	expect(await catalogWarnings(api, [outside])).toEqual([expect.stringContaining('cannot be stopped from here')]);
});

test('a workflow that is switched off in the catalog is left alone', async () => {
	expect(await warnings(refusal(404), 0, false)).toEqual([]);
});
