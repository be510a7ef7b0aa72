import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import type { Ledger } from '../../ledger/ledger';
import { AutoExecutor } from '../../nodes/AutoExecutor/AutoExecutor.node';
import { sampleGoal } from '../contract/sampleRows';
import { createMemoryLedger } from '../helpers/memoryLedger';
import { autopilotCredential } from './credentials';
import { chain, Engine } from './harness';

let ledger: Ledger;
jest.mock('../../nodes/shared/ledger', () => ({ openLedger: async () => ({ ledger, api: {} }) }));

it('hands the settings in force to a workflow, with the language in which to ask the owner', async () => {
	ledger = createMemoryLedger();
	await ledger.setUp();
	await ledger.insert('goals_tracker', [sampleGoal('g_1', { locale: 'en' })]);
	const autopilotApi = autopilotCredential();
	const engine = await Engine.start({
		nodes: [new AutoExecutor()],
		credentials: { autopilotApi },
		credentialTypes: [new AutopilotApi()],
	});
	try {
		const workflow = chain(
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'Settings',
				type: 'n8n-nodes-autopilot.autoExecutor',
				parameters: { resource: 'ledger', operation: 'getSettings' },
			},
		);
		const said = async () => (await engine.run(workflow)).output('Settings');
		expect(await said()).toEqual([expect.objectContaining({ language: 'en', time_zone: 'Asia/Tokyo', currency: 'JPY' })]);
		await ledger.upsert('settings', [{ key: 'LANGUAGE', value: 'ja', note: '' }]);
		expect(await said()).toEqual([expect.objectContaining({ language: 'ja' })]);
	} finally {
		await engine.stop();
	}
});
