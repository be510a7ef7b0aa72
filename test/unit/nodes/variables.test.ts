import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { withVariables } from '../../../nodes/shared/variables';
import { createMemoryLedger } from '../../helpers/memoryLedger';

const VARIABLES = { AUTOPILOT_MAX_RETRIES: '1' };
const executing = { getWorkflowDataProxy: () => ({ $vars: VARIABLES }) } as unknown as IExecuteFunctions;
const answering = { evaluateExpression: () => VARIABLES } as unknown as IWebhookFunctions;
const unlicensed = { getWorkflowDataProxy: () => ({}) } as unknown as IExecuteFunctions;

it.each([
	['an execution', executing, '1'],
	['a webhook', answering, '1'],
	['an n8n without variables', unlicensed, '3'],
])('reads settings in %s as its variables have them, and writes the table alone', async (_, context, expected) => {
	const table = createMemoryLedger();
	await table.setUp();
	const ledger = withVariables(table, context, 0);
	const { settings } = await ledger.readAll(['settings', 'run_log']);
	const alone = await ledger.read('settings');
	const [retries] = alone.filter(({ key }) => key === 'MAX_RETRIES');
	expect(settings).toEqual(alone);
	expect(retries?.value).toBe(expected);
	expect(await ledger.read('run_log')).toEqual([]);
	await ledger.update('settings', [{ key: 'MAX_RETRIES', values: { value: '2' } }]);
	expect(await table.read('settings', { key: 'MAX_RETRIES' })).toMatchObject([{ value: '2' }]);
});
