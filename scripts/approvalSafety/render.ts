/** What one way of asking made of a row. */
interface Finding {
	readonly verdict: 'holds' | 'fails' | 'n/a';
	readonly seen: string;
}

/** A row of docs/approval-safety.json. */
export interface MeasuredRow {
	readonly id: string;
	readonly title: string;
	readonly holdsWhen: string;
	readonly findings: Readonly<Record<string, Finding>>;
}

const COLUMNS = [
	['ours-telegram', 'This node, Telegram'],
	['ours-email', 'This node, e-mail'],
	['n8n-telegram', 'n8n, Telegram'],
	['n8n-email', 'n8n, e-mail'],
] as const;
const MARKS = { holds: '✅', fails: '❌', 'n/a': '–' } as const;
const BEGIN = '<!-- matrix -->';
const END = '<!-- /matrix -->';

const cell = (finding: Finding | undefined): string =>
	finding ? `${MARKS[finding.verdict]} ${finding.seen}`.replaceAll('|', '\\|') : '';

/** The table of what was measured, in Markdown, with its sums. */
export function renderMatrix(rows: readonly MeasuredRow[]): string {
	const count = (way: string, verdict: Finding['verdict']): number =>
		rows.filter(({ findings }) => findings[way]?.verdict === verdict).length;
	const head = ['What is done', 'Holds when', ...COLUMNS.map(([, name]) => name)];
	const sums = COLUMNS.map(([way]) => `${count(way, 'holds')} hold, ${count(way, 'fails')} fail`);
	const body = rows.map(({ title, holdsWhen, findings }) => [title, holdsWhen, ...COLUMNS.map(([way]) => cell(findings[way]))]);
	return [head, head.map(() => '---'), ...body, ['**Sum**', '', ...sums]].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Puts the table into the page, between its marks. @throws RangeError when they are missing */
export function withMatrix(page: string, table: string): string {
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (begin < 0 || end < begin) throw new RangeError(`The page has no ${BEGIN} … ${END}`);
	return `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${page.slice(end)}`;
}
