import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { withVariables } from '../../../nodes/shared/variables';
import { switchOn } from '../../../nodes/AutoExecutor/brake';
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

it('says that a variable holds the brake, and leaves the table holding it', async () => {
	const table = createMemoryLedger();
	await table.setUp();
	const held = { getWorkflowDataProxy: () => ({ $vars: { AUTOPILOT_AUTO_EXECUTION_ENABLED: 'false' } }) };
	await expect(switchOn(withVariables(table, held as unknown as IExecuteFunctions, 0))).rejects.toThrow(
		'AUTOPILOT_AUTO_EXECUTION_ENABLED',
	);
	expect(await table.read('settings', { key: 'AUTO_EXECUTION_ENABLED' })).toMatchObject([{ value: 'false' }]);
	await switchOn(withVariables(table, unlicensed, 0));
	expect(await table.read('settings', { key: 'AUTO_EXECUTION_ENABLED' })).toMatchObject([{ value: 'true' }]);
});

it('gives only the rows that were asked for', async () => {
	const table = createMemoryLedger();
	await table.setUp();
	const variables = { getWorkflowDataProxy: () => ({ $vars: { AUTOPILOT_MAX_RETRIES: '1', AUTOPILOT_FX_USD_JPY: '150' } }) };
	const ledger = withVariables(table, variables as unknown as IExecuteFunctions, 0);
	expect(await ledger.read('settings', { key: 'MAX_RETRIES' })).toMatchObject([{ key: 'MAX_RETRIES', value: '1' }]);
});
