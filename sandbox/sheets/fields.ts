import { SheetsError } from './errors';

/** A parsed `fields` mask: `null` takes everything below. */
interface Mask {
	readonly children: Map<string, Mask | null>;
}

class MaskReader {
	private position = 0;

	constructor(private readonly text: string) {}

	read(): Mask {
		const mask = this.list();
		if (this.position < this.text.length) throw invalidMask(this.text);
		return mask;
	}

	private list(): Mask {
		const children = new Map<string, Mask | null>();
		do {
			this.path(children);
		} while (this.take(','));
		return { children };
	}

	private path(into: Map<string, Mask | null>): void {
		const name = /^(?:[A-Za-z][A-Za-z0-9_]*|\*)/.exec(this.text.slice(this.position))?.[0];
		if (name === undefined) throw invalidMask(this.text);
		this.position += name.length;
		const known = into.get(name);
		if (this.take('.') || this.take('/')) {
			if (known === null) return this.path(new Map());
			const children = known?.children ?? new Map<string, Mask | null>();
			into.set(name, { children });
			return this.path(children);
		}
		if (this.take('(')) {
			const inner = this.list();
			if (!this.take(')')) throw invalidMask(this.text);
			if (known === null) return;
			into.set(name, { children: new Map([...(known?.children ?? []), ...inner.children]) });
			return;
		}
		into.set(name, null);
	}

	private take(character: string): boolean {
		if (this.text[this.position] !== character) return false;
		this.position++;
		return true;
	}
}

function invalidMask(path: string): SheetsError {
	return new SheetsError(400, 'Request contains an invalid argument.', 'INVALID_ARGUMENT', [
		{
			'@type': 'type.googleapis.com/google.rpc.BadRequest',
			fieldViolations: [
				{
					field: path,
					description: `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`,
				},
			],
		},
	]);
}

function select(value: unknown, mask: Mask): unknown {
	if (Array.isArray(value)) return value.map((item: unknown) => select(item, mask));
	if (typeof value !== 'object' || value === null || mask.children.has('*')) return value;
	const kept: [string, unknown][] = [];
	for (const [name, field] of Object.entries(value)) {
		const inner = mask.children.get(name);
		if (inner === undefined || field === undefined) continue;
		const selected = inner === null ? field : select(field, inner);
		const empty =
			typeof selected === 'object' && selected !== null && !Array.isArray(selected) && Object.keys(selected).length === 0;
		if (!(empty && inner !== null)) kept.push([name, selected]);
	}
	return Object.fromEntries(kept);
}

/**
 * Keeps what a `fields` mask names, e.g. `spreadsheetId,sheets.properties(sheetId,title)`.
 * @param known names the answer can have at its top; others are refused as the real service does
 * @throws SheetsError 400
 */
export function applyFields(value: unknown, fields: string | undefined, known: readonly string[]): unknown {
	if (fields === undefined || fields === '' || fields === '*') return value;
	const mask = new MaskReader(fields.replaceAll(' ', '')).read();
	for (const name of mask.children.keys()) if (name !== '*' && !known.includes(name)) throw invalidMask(name);
	return select(value, mask);
}
