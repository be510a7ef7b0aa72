/**
 * `npm run test:e2e`: the packed pack in a real n8n. `-- --ledger sheets` plays all of it on a spreadsheet. Whatever else is given
 * goes to jest, e.g. `-- --ledger sheets test/e2e/week`.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const LEDGERS = ['dataTables', 'sheets'];
const ROOT = resolve(__dirname, '..');

/** Parts `--ledger NAME` or `--ledger=NAME` from jest's own arguments. @throws Error that says which ledgers there are */
export function readArguments(args: readonly string[]): { readonly ledger: string | null; readonly rest: readonly string[] } {
	const at = args.findIndex((arg) => arg === '--ledger' || arg.startsWith('--ledger='));
	if (at < 0) return { ledger: null, rest: args };
	const [, inline] = /^--ledger=(.*)$/.exec(args[at] ?? '') ?? [];
	const ledger = inline ?? args[at + 1];
	if (ledger === undefined || !LEDGERS.includes(ledger))
		throw new Error(`--ledger is ${LEDGERS.join(' or ')}, not "${ledger ?? ''}"`);
	return { ledger, rest: args.toSpliced(at, inline === undefined ? 2 : 1) };
}

function main(): void {
	const { ledger, rest } = readArguments(process.argv.slice(2));
	const jest = require.resolve('jest/bin/jest');
	const args = [jest, '--selectProjects', 'e2e', '--runInBand', ...rest];
	const env = { ...process.env, ...(ledger === null ? {} : { LEDGER: ledger }) };
	const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
	child.once('close', (code) => {
		process.exitCode = code ?? 1;
	});
}

if (require.main === module) {
	try {
		main();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
