import type { Instant } from './primitives';

/** A row that was taken out of its table, which had grown too large, and is kept in short. */
export interface ArchivedRow {
	/** `<table>:<key>` */
	readonly archiveId: string;
	readonly tableName: string;
	readonly goalId: string;
	readonly archivedAt: Instant;
	/** Its cells by column name; empty ones are left out. */
	readonly cells: Readonly<Record<string, string | number | boolean>>;
}
