import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** The repository. */
export const ROOT = resolve(__dirname, '../../..');

/** The folders whose files are published. */
const LAYERS = ['core', 'clients', 'ledger', 'nodes', 'credentials'] as const;

interface Cruised {
	readonly summary: {
		readonly totalCruised: number;
		readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
	};
}

/**
 * Reads every import under `folder` with the rules of `.dependency-cruiser.cjs`. In a process of its own, because
 * dependency-cruiser is an ES module and reads the working directory.
 * @returns the broken rules, each as `rule: from → to`, and how many files were read.
 */
export async function cruise(folder: string): Promise<{ files: number; broken: string[] }> {
	const command = resolve(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
	const options = ['--config', resolve(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', ...LAYERS];
	const output = await new Promise<string>((done, fail) => {
		execFile(process.execPath, [command, ...options], { cwd: folder, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
			// The exit code is the number of violations: only no output at all is a failure of the tool.
			if (stdout === '') fail(new Error(`dependency-cruiser said nothing: ${stderr || String(error)}`));
			else done(stdout);
		});
	});
	const { summary } = JSON.parse(output) as Cruised;
	return {
		files: summary.totalCruised,
		broken: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort(),
	};
}
