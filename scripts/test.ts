/**
 * `npm test`: everything, from the fastest check to the slowest. A failed check does not hide the ones after it, except a
 * failed build, without which there is nothing to test. The last line is `N passed, N failed`, counting the tests of all
 * jest projects and, as one failure each, the steps that failed without naming a test.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const CHECKS = ['build', 'lint'] as const;
const PROJECTS = ['unit', 'engine', 'e2e', 'browser', 'security'] as const;

interface Outcome {
	readonly step: string;
	readonly ok: boolean;
	readonly passed: number;
	readonly failed: number;
	readonly seconds: number;
}

/** Runs an npm script with its output passed through. Resolves to whether it exited with 0. */
const runScript = (script: string, args: readonly string[] = []): Promise<boolean> =>
	new Promise((done, fail) => {
		console.log(`\n=== npm run ${script} ===`);
		const child = spawn('npm', ['run', '--silent', script, '--', ...args], { cwd: ROOT, stdio: 'inherit' });
		child.once('error', fail);
		child.once('close', (code) => done(code === 0));
	});

/** What jest counted; zero of both where it did not come as far as writing its results. */
async function readCounts(file: string): Promise<{ passed: number; failed: number }> {
	try {
		const { numPassedTests, numFailedTests } = JSON.parse(await readFile(file, 'utf8')) as Record<string, number>;
		return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
	} catch {
		return { passed: 0, failed: 0 };
	}
}

async function runStep(step: string, folder: string): Promise<Outcome> {
	const started = performance.now();
	const isProject = PROJECTS.some((project) => project === step);
	const results = join(folder, `${step}.json`);
	const ok = isProject ? await runScript(`test:${step}`, ['--json', `--outputFile=${results}`]) : await runScript(step);
	const counts = isProject ? await readCounts(results) : { passed: 0, failed: 0 };
	const failed = ok ? counts.failed : Math.max(counts.failed, 1);
	return { step, ok, passed: counts.passed, failed, seconds: (performance.now() - started) / 1000 };
}

async function main(): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), 'autopilot-test-'));
	const outcomes: Outcome[] = [];
	try {
		for (const step of [...CHECKS, ...PROJECTS]) {
			const outcome = await runStep(step, folder);
			outcomes.push(outcome);
			if (step === 'build' && !outcome.ok) break;
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	console.log('');
	for (const { step, ok, passed, seconds } of outcomes)
		console.log(`${ok ? 'ok    ' : 'FAILED'} ${step.padEnd(10)} ${String(passed).padStart(5)} passed  ${seconds.toFixed(1)} s`);
	const sum = (count: 'passed' | 'failed'): number => outcomes.reduce((total, outcome) => total + outcome[count], 0);
	console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
	return outcomes.every(({ ok }) => ok);
}

void main().then((ok) => {
	process.exitCode = ok ? 0 : 1;
});
