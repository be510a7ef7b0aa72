/**
 * `npm run approval-safety`: measures every row of the approval-safety matrix in a real n8n and writes what it saw to
 * docs/approval-safety.json and, as a table, to docs/approval-safety.md. With `-- --render` only the table is made anew.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderMatrix, withMatrix } from './approvalSafety/render';
import type { MeasuredRow } from './approvalSafety/render';

const DOCS = resolve(__dirname, '..', 'docs');
const page = join(DOCS, 'approval-safety.md');

function measure(): number {
	const { status } = spawnSync('npm', ['run', '--silent', 'test:security', '--', 'test/security/approval'], {
		stdio: 'inherit',
		env: { ...process.env, APPROVAL_SAFETY_RECORD: '1' },
	});
	return status ?? 1;
}

const failed = process.argv.includes('--render') ? 0 : measure();
const rows = JSON.parse(readFileSync(join(DOCS, 'approval-safety.json'), 'utf8')) as MeasuredRow[];
writeFileSync(page, withMatrix(readFileSync(page, 'utf8'), renderMatrix(rows)));
process.exitCode = failed;
