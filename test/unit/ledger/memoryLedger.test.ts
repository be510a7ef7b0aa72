import { DEFAULT_SETTINGS } from '../../../core/settings';
import type { Cell } from '../../../ledger/columns';
import type { TableName } from '../../../ledger/ledger';
import { keyColumn } from '../../../ledger/schema';
import { ledgerContract, type LedgerHarness } from '../../contract/ledgerContract';
import { createMemoryLedger, type MemoryTables } from '../../helpers/memoryLedger';

const store = async (atOnce: boolean): Promise<LedgerHarness> => {
	const tables: MemoryTables = new Map();
	const rows = (table: TableName): Record<string, Cell>[] => tables.get(table)?.rows ?? [];
	const row = (table: TableName, key: string): Record<string, Cell> => {
		const found = rows(table).find((cells) => cells[keyColumn(table)] === key);
		if (!found) throw new Error(`no row ${key} in ${table}`);
		return found;
	};
	return {
		open: () => createMemoryLedger(tables, DEFAULT_SETTINGS, atOnce),
		cell: async (table, key, column) => row(table, key)[column] ?? null,
		setCell: async (table, key, column, value) => {
			row(table, key)[column] = value;
		},
		addColumn: async (table, column, value) => {
			for (const cells of rows(table)) cells[column] = value;
		},
		removeColumn: async (table, column) => {
			tables.get(table)?.columns.delete(column);
		},
		addBlankRow: async (table) => {
			rows(table).push({});
		},
		duplicateRow: async (table, key) => {
			rows(table).push({ ...row(table, key) });
		},
	};
};

ledgerContract('memory', async () => store(false));
ledgerContract('memory, all at once', async () => store(true));
