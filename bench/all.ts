/** `npm run bench`: every `bench:<name>` script of package.json, one after the other, so that none disturbs another. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { outputOf, type Measurement } from './run';

const ROOT = resolve(__dirname, '..');

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const results = new Map<string, Measurement>();
let failed = 0;
for (const script of Object.keys(scripts).filter((name) => name.startsWith('bench:')))
	try {
		const output = outputOf('npm', ['run', '--silent', script, '--', '--json'], ROOT).trimEnd();
		const json = output.slice(output.lastIndexOf('\n') + 1);
		console.log(output.slice(0, output.length - json.length));
		results.set(script.slice('bench:'.length), JSON.parse(json) as Measurement);
	} catch (error) {
		failed += 1;
		console.error(`${script} failed: ${error instanceof Error ? error.message : String(error)}`);
	}

if (process.argv.includes('--json')) {
	const entries = [...results];
	console.log(
		JSON.stringify({
			name: 'all',
			figures: Object.fromEntries(entries.map(([name, { figures }]) => [name, figures])),
			baselines: Object.fromEntries(entries.map(([name, { baselines }]) => [name, baselines])),
			ratio: Object.fromEntries(entries.map(([name, { ratio }]) => [name, ratio])),
		}),
	);
}
process.exitCode = failed === 0 ? 0 : 1;
