import { record, type Taken } from '../../../../nodes/DecisionHandler/sweepClaims';
import type { Sent, SweepPorts } from '../../../../nodes/DecisionHandler/sweepPass';
import type { ChannelReceipt } from '../../../../core/types';
import { sampleDecision } from '../../../contract/sampleRows';
import { createMemoryLedger, type MemoryTables } from '../../../helpers/memoryLedger';

const NOW = '2026-11-20T03:00:00.000Z';
const HELD = '2026-11-20T03:10:00.000Z';

describe('passes of the sweep that sent for a question which somebody answered meanwhile', () => {
	const receipt = (approver: string): ChannelReceipt => ({
		channel: 'telegram',
		approver,
		status: 'sent',
		reference: { chatId: approver, messageId: 1 },
		error: null,
		purpose: 'reminder',
		triedAt: NOW,
		attempts: 1,
	});
	const asked = { askedAt: '2026-11-19T03:00:00.000Z', channels: [] } as const;
	const taken: Taken = {
		decision: sampleDecision('d1', { ...asked, heldUntil: HELD }),
		notices: [],
		record: {},
		isRepeat: false,
		noted: {},
	};

	it('all note what they sent, so that every message shows the outcome later', async () => {
		const tables: MemoryTables = new Map();
		const ledger = createMemoryLedger(tables);
		await ledger.setUp();
		await ledger.insert('decision_log', [sampleDecision('d1', { ...asked, status: 'approved' })]);
		const approvers = ['11', '22', '33'];
		await Promise.all(
			approvers.map(async (approver, index) => {
				const sent = new Map([['d1', [{ notice: {}, receipts: [receipt(approver)] } as unknown as Sent]]]);
				const ports = {
					ledger,
					now: new Date(Date.parse(NOW) + index).toISOString(),
					showOutcome: async () => Promise.resolve(),
				} as unknown as SweepPorts;
				await record(ports, [taken], sent, (() => ({})) as never);
			}),
		);
		const [decision] = await ledger.read('decision_log', { decisionId: 'd1' });
		expect(decision?.channels.map(({ approver }) => approver).toSorted()).toEqual(approvers);
	});
});
