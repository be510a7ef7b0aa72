import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MeasuredRow, renderMatrix, withMatrix } from '../../../scripts/approvalSafety/render';

const docs = join(__dirname, '..', '..', '..', 'docs');
const rows = JSON.parse(readFileSync(join(docs, 'approval-safety.json'), 'utf8')) as MeasuredRow[];

describe('docs/approval-safety.md', () => {
	it('shows what was measured', () => {
		const page = readFileSync(join(docs, 'approval-safety.md'), 'utf8');
		const bare = (text: string): string => text.replace(/[ \t]+/g, ' ').replace(/-{3,}/g, '---');
		expect(bare(page)).toBe(bare(withMatrix(page, renderMatrix(rows))));
	});

	it('has no row in which this node fails', () => {
		const failing = rows.filter(({ findings }) =>
			['ours-telegram', 'ours-email'].some((way) => findings[way]?.verdict === 'fails'),
		);
		expect(failing.map(({ id }) => id)).toEqual([]);
		expect(rows.length).toBe(36);
	});
});
