import type { Ledger, Patch, SetUpReport, TableName, Tables, Where } from '../../ledger/ledger';

const KEYS: { readonly [T in TableName]: keyof Tables[T] } = {
	goals_tracker: 'goalId',
	decision_log: 'decisionId',
	performance_metrics: 'metricId',
	workflow_catalog: 'workflowKey',
	run_log: 'runId',
	settings: 'key',
};

/**
 * The contract of a ledger in memory, for tests of nodes. Rows are copied in and out as a backend would copy them, and `failing`
 * makes every call fail as an unreachable one would.
 */
export class MemoryLedger implements Ledger {
	readonly kind = 'dataTables';
	failing: Error | null = null;
	/** Called before each method with its name, so that a test can act between two calls. */
	before: (method: string, table: TableName) => void | Promise<void> = () => undefined;
	private readonly rows = new Map<TableName, Map<string, unknown>>();

	async setUp(): Promise<SetUpReport> {
		return { createdTables: [], createdColumns: [], createdSettings: [] };
	}

	async read<T extends TableName>(table: T, where: Where<T> = {}): Promise<Tables[T][]> {
		await this.enter('read', table);
		return this.all(table).filter((row) => matches(row, where));
	}

	async readAll<const N extends readonly TableName[]>(tables: N): Promise<{ [T in N[number]]: Tables[T][] }> {
		const entries: [TableName, unknown][] = [];
		for (const table of tables) entries.push([table, await this.read(table)]);
		return Object.fromEntries(entries) as { [T in N[number]]: Tables[T][] };
	}

	async insert<T extends TableName>(table: T, rows: readonly Tables[T][]): Promise<string[]> {
		await this.enter('insert', table);
		const added = rows.filter((row) => !this.table(table).has(keyOf(table, row)));
		for (const row of added) this.table(table).set(keyOf(table, row), structuredClone(row));
		return added.map((row) => keyOf(table, row));
	}

	async upsert<T extends TableName>(table: T, rows: readonly Tables[T][]): Promise<void> {
		await this.enter('upsert', table);
		for (const row of rows) this.table(table).set(keyOf(table, row), structuredClone(row));
	}

	async update<T extends TableName>(table: T, patches: readonly Patch<T>[]): Promise<void> {
		await this.enter('update', table);
		for (const { key, values } of patches) this.set(table, key, values);
	}

	async transition<T extends TableName>(table: T, key: string, expected: Where<T>, values: Partial<Tables[T]>): Promise<boolean> {
		await this.enter('transition', table);
		const row = this.all(table).find((known) => keyOf(table, known) === key);
		if (!row || !matches(row, expected)) return false;
		this.set(table, key, values);
		return true;
	}

	private async enter(method: string, table: TableName): Promise<void> {
		await this.before(method, table);
		if (this.failing) throw this.failing;
	}

	private table(name: TableName): Map<string, unknown> {
		const table = this.rows.get(name) ?? new Map<string, unknown>();
		this.rows.set(name, table);
		return table;
	}

	private all<T extends TableName>(table: T): Tables[T][] {
		return [...this.table(table).values()].map((row) => structuredClone(row) as Tables[T]);
	}

	private set<T extends TableName>(table: T, key: string, values: Partial<Tables[T]>): void {
		const row = this.table(table).get(key);
		if (row) this.table(table).set(key, { ...row, ...structuredClone(values) });
	}
}

const keyOf = <T extends TableName>(table: T, row: Tables[T]): string => String(row[KEYS[table]]);

function matches<T extends TableName>(row: Tables[T], where: Where<T>): boolean {
	return Object.entries(where).every(([name, value]) => new Map<string, unknown>(Object.entries(row)).get(name) === value);
}
