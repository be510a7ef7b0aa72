import { overriddenSettings } from '../../core/overriddenSettings';
import type { Ledger, TableName, Tables } from '../../ledger/ledger';
import { keyOf } from '../../ledger/rows';
import type { LedgerContext } from './ledger';

type Variables = Readonly<Record<string, unknown>>;

/** n8n's variables, a licensed feature; none where there is no licence, nor in a list of the editor, which needs no settings. */
function variablesOf(context: LedgerContext, itemIndex: number): Variables {
	const found: unknown =
		'getWorkflowDataProxy' in context
			? context.getWorkflowDataProxy(itemIndex).$vars
			: 'evaluateExpression' in context && context.evaluateExpression('{{ $vars }}');
	return typeof found === 'object' && found !== null ? Object.fromEntries(Object.entries(found)) : {};
}

/** The ledger, whose settings n8n's variables override wherever they are read. Writing is as it was. */
export function withVariables(ledger: Ledger, context: LedgerContext, itemIndex: number): Ledger {
	/** Tables by name; where the settings are among them they are overridden. */
	const overlaid = <R extends { readonly [T in TableName]?: Tables[T][] }>(tables: R): R =>
		tables.settings ? { ...tables, settings: overriddenSettings(tables.settings, variablesOf(context, itemIndex)) } : tables;
	return {
		...ledger,
		read: async (table, where) => {
			const rows = await ledger.read(table, where);
			// Whoever asks for some rows only gets no others.
			const keys = new Set(rows.map((row) => keyOf(table, row)));
			const found = overlaid({ [table]: rows })[table] ?? rows;
			return where ? found.filter((row) => keys.has(keyOf(table, row))) : found;
		},
		readAll: async (tables, conditions, next) => overlaid(await ledger.readAll(tables, conditions, next)),
	};
}
