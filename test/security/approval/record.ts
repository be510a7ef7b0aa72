import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WAYS, type Way } from './contestants';
import type { Lab } from './lab';
import type { Finding, Row } from './verdict';

/** What was measured, as docs/approval-safety.md shows it. */
export interface RecordedRow {
	readonly id: string;
	readonly title: string;
	readonly holdsWhen: string;
	readonly findings: Readonly<Record<Way, Finding>>;
}

const RECORD_FILE = join(__dirname, '..', '..', '..', 'docs', 'approval-safety.json');

const readRecord = (): RecordedRow[] => JSON.parse(readFileSync(RECORD_FILE, 'utf8')) as RecordedRow[];

/** `npm run approval-safety` writes what it sees; every other run compares. */
export const RECORDING = process.env['APPROVAL_SAFETY_RECORD'] === '1';

/** Runs a row in every way of asking, one beside the other unless they would disturb each other. */
export async function measure(lab: Lab, row: Row): Promise<RecordedRow> {
	const findings: [Way, Finding][] = [];
	const one = async (way: Way): Promise<void> => void findings.push([way, await row.run(lab, way)]);
	if (row.oneByOne) for (const way of WAYS) await one(way);
	else await Promise.all(WAYS.map(one));
	const { id, title, holdsWhen } = row;
	const ordered = WAYS.map((way) => findings.find(([found]) => found === way));
	return {
		id,
		title,
		holdsWhen,
		findings: Object.fromEntries(ordered.filter((each) => each !== undefined)) as Record<Way, Finding>,
	};
}

/** The verdicts of a row, one for each way of asking. */
const verdicts = (row: RecordedRow | undefined): unknown => row && WAYS.map((way) => [way, row.findings[way].verdict]);

/** Every row of ours must hold; what n8n's own nodes did must be what the document says of them. */
export function check(measured: RecordedRow, race = false): void {
	for (const way of WAYS.filter((name) => name.startsWith('ours')))
		expect({ way, ...measured.findings[way] }).not.toMatchObject({ verdict: 'fails' });
	if (!RECORDING && !race) expect(verdicts(measured)).toEqual(verdicts(readRecord().find(({ id }) => id === measured.id)));
}

/** Puts rows in the place of their earlier measurements; new ones come last. */
export function writeRows(rows: readonly RecordedRow[]): void {
	const earlier = readRecord();
	const ids = new Set(earlier.map(({ id }) => id));
	const merged = [...earlier.map((row) => rows.find(({ id }) => id === row.id) ?? row), ...rows.filter(({ id }) => !ids.has(id))];
	writeFileSync(RECORD_FILE, `${JSON.stringify(merged, null, '\t')}\n`);
}
