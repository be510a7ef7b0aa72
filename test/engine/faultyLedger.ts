import type { Ledger, TableName } from '../../ledger/ledger';
import { createMemoryLedger } from '../helpers/memoryLedger';

/** A ledger in memory that fails when told to, and lets a test act between two calls. */
export interface FaultyLedger extends Ledger {
	/** What every call throws, as an unreachable ledger would. */
	failing: Error | null;
	/** Called before each method with its name. */
	before: (method: keyof Ledger, table: TableName | undefined) => void | Promise<void>;
}

/** An empty ledger that is set up and does not fail yet. */
export async function createFaultyLedger(): Promise<FaultyLedger> {
	const ledger = createMemoryLedger();
	await ledger.setUp();
	const pass = async <T>(method: keyof Ledger, table: TableName | undefined, call: () => Promise<T>): Promise<T> => {
		await faulty.before(method, table);
		if (faulty.failing) throw faulty.failing;
		return await call();
	};
	const faulty: FaultyLedger = {
		kind: ledger.kind,
		failing: null,
		before: () => undefined,
		setUp: async () => await pass('setUp', undefined, async () => await ledger.setUp()),
		read: async (table, where) => await pass('read', table, async () => await ledger.read(table, where)),
		readAll: async (tables, conditions) => await pass('readAll', undefined, async () => await ledger.readAll(tables, conditions)),
		insert: async (table, rows) => await pass('insert', table, async () => await ledger.insert(table, rows)),
		upsert: async (table, rows) => await pass('upsert', table, async () => await ledger.upsert(table, rows)),
		update: async (table, patches) => await pass('update', table, async () => await ledger.update(table, patches)),
		transition: async (table, key, expected, values) =>
			await pass('transition', table, async () => await ledger.transition(table, key, expected, values)),
		transitionAll: async (table, changes) =>
			await pass('transitionAll', table, async () => await ledger.transitionAll(table, changes)),
	};
	return faulty;
}
