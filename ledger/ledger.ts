import type {
	Adjustment,
	AnswerRecord,
	ArchivedRow,
	CatalogEntry,
	Decision,
	Delivery,
	Goal,
	Observation,
	Run,
	RunAdmission,
	Setting,
	WorkflowHealth,
} from '../core/types';
import type { Step } from './together';

/** Which table holds what. Field names are the camelCase form of the column names in `schema.ts`. */
export interface Tables {
	goals_tracker: Goal;
	decision_log: Decision;
	answer_log: AnswerRecord;
	performance_metrics: Observation;
	workflow_catalog: CatalogEntry;
	run_log: Run;
	adjustment_log: Adjustment;
	report_log: Delivery;
	settings: Setting;
	workflow_health: WorkflowHealth;
	run_admission: RunAdmission;
	archive: ArchivedRow;
}

export type TableName = keyof Tables;

/** Fields that must equal these values, `null` meaning an empty cell. Only scalar columns; JSON columns cannot be asked for. */
export type Where<T extends TableName> = Partial<Tables[T]>;

/** What is wanted of some tables: rows that match any of these. */
export type Conditions<N extends TableName> = { readonly [T in N]?: readonly Where<T>[] };

/** New values for some fields of the row with this key. */
export interface Patch<T extends TableName> {
	readonly key: string;
	readonly values: Partial<Tables[T]>;
}

/** One compare-and-set of many: the row with this key gets `values` if it still has `expected`. */
export interface Change<T extends TableName> {
	readonly key: string;
	readonly expected: Where<T>;
	readonly values: Partial<Tables[T]>;
}

/** What `setUp` made. Empty lists when everything was there. */
export interface SetUpReport {
	readonly createdTables: readonly string[];
	readonly createdColumns: readonly string[];
	/** Default settings that were added because their key was missing. */
	readonly createdSettings: readonly string[];
}

/**
 * The record of goals, decisions, runs and figures. It is the truth; messages and pages show it.
 * Every method throws an AutopilotError: LEDGER_UNREACHABLE, LEDGER_DENIED, LEDGER_NOT_SET_UP, LEDGER_CELL_INVALID or
 * LEDGER_CONFLICT, at the latest a minute and a half after it was called beside the time of a last request; on a spreadsheet also SHEET_NOT_SHARED, SHEETS_API_DISABLED, SHEET_FULL or SHEET_PROTECTED, and `setUp` SHEETS_UNSAFE.
 */
export interface Ledger {
	readonly kind: 'dataTables' | 'googleSheets';

	/** Creates missing tables, columns and default settings. Never touches what is there. */
	setUp(): Promise<SetUpReport>;

	/** Rows that match, in the order they were written. */
	read<T extends TableName>(table: T, where?: Where<T>): Promise<Tables[T][]>;

	/**
	 * Several tables in as few round trips as the backend allows. The first table is read before the others or in the same
	 * request, never after them: what was written before a row of it is in what is read.
	 * @param conditions of a table: only rows that match one of them are read. A table without conditions is read as a whole.
	 * @param next tables that are to be written next: a backend that must have read them for that does so in the same round trip.
	 */
	readAll<const N extends readonly TableName[]>(
		tables: N,
		conditions?: Conditions<N[number]>,
		next?: readonly TableName[],
	): Promise<{ [T in N[number]]: Tables[T][] }>;

	/** Adds rows whose key is not there yet; rows with a known key are left alone. Returns the keys that were added. */
	insert<T extends TableName>(table: T, rows: readonly Tables[T][]): Promise<string[]>;

	/** Adds rows or replaces the fields of rows with a known key. */
	upsert<T extends TableName>(table: T, rows: readonly Tables[T][]): Promise<void>;

	/** Sets fields of rows, whatever they were. Rows that are gone are ignored. */
	update<T extends TableName>(table: T, patches: readonly Patch<T>[]): Promise<void>;

	/**
	 * Compare-and-set: sets `values` only where the row still has `expected`. Of any number of callers with the same
	 * `expected`, exactly one gets `true`.
	 */
	transition<T extends TableName>(table: T, key: string, expected: Where<T>, values: Partial<Tables[T]>): Promise<boolean>;

	/**
	 * Many transitions in as few round trips as the backend allows: cheapest where many changes expect and set the same values.
	 * Each row is its own compare-and-set, exclusive with every other `transition` and `transitionAll`; the whole is not one
	 * transaction, so an error thrown half-way may have set some rows. Keys must be distinct.
	 * @returns for each change, in order, whether it was made. `false` also for a row that others hold for longer than ten seconds.
	 */
	transitionAll<T extends TableName>(table: T, changes: readonly Change<T>[]): Promise<boolean[]>;

	/**
	 * Steps of several tables in one round trip, where the backend can do that: see `writeTogether`, which everybody else calls.
	 * Each row is its own compare-and-set; steps on the same row see each other's work.
	 */
	readonly writeAtOnce?: (steps: readonly Step[]) => Promise<boolean[][]>;
}
