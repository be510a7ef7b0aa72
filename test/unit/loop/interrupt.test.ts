import { ADMISSION_LANE } from '../../../ledger/loopState';
import { interrupt } from '../../../nodes/shared/interrupt';
import { createMemoryLedger, type MemoryTables } from '../../helpers/memoryLedger';
import { START } from './world';

test('the counter is moved on, also where it was removed just before', async () => {
	const tables: MemoryTables = new Map();
	const ledger = createMemoryLedger(tables);
	await ledger.setUp();
	let removed = false;
	const read: typeof ledger.read = async (table, where) => {
		const rows = await ledger.read(table, where);
		if (removed) return rows;
		removed = true;
		tables.get('run_admission')?.rows.splice(0);
		return [];
	};
	await interrupt({ ledger: { ...ledger, read }, now: START, executionId: '1' });
	expect(await ledger.read('run_admission')).toMatchObject([{ lane: ADMISSION_LANE, sequence: 1 }]);
});

test('a counter that never moves is given up, and that is said', async () => {
	const ledger = createMemoryLedger();
	await ledger.setUp();
	const stuck = { ...ledger, transition: async () => false };
	await expect(interrupt({ ledger: stuck, now: START, executionId: '1' })).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
});
