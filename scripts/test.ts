/**
 * `npm test`: everything. After the build the checks run in two lanes side by side, each from its fastest check to its slowest:
 * what starts a real n8n waits more than it computes. A machine with one core takes one lane after the other. A failed check
 * does not hide the ones after it, except a failed build, without which there is nothing to test. The last line is
 * `N passed, N failed`, counting the tests of all jest projects and, as one failure each, the steps that failed without naming
 * a test.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { packProject, TARBALL_VARIABLE } from '../sandbox/n8n/pack';

const ROOT = resolve(__dirname, '..');
const PROJECTS: readonly string[] = ['unit', 'engine', 'e2e', 'browser', 'security'];
const LANES: readonly (readonly string[])[] = [['lint', 'unit', 'engine', 'browser', 'security'], ['e2e']];

interface Outcome {
	readonly step: string;
	readonly ok: boolean;
	readonly passed: number;
	readonly failed: number;
	readonly seconds: number;
}

/** Passes output on line by line, each line with the step it comes from, since two lanes speak at a time. */
function passOn(output: Readable, step: string): void {
	createInterface({ input: output }).on('line', (line) => console.log(`${step.padEnd(8)} │ ${line}`));
}

/** Runs an npm script. Resolves to whether it exited with 0. */
const runScript = (step: string, script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> =>
	new Promise((done, fail) => {
		const child = spawn('npm', ['run', '--silent', script, '--', ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
		passOn(child.stdout, step);
		passOn(child.stderr, step);
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

async function runStep(step: string, folder: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
	const started = performance.now();
	const isProject = PROJECTS.includes(step);
	const results = join(folder, `${step}.json`);
	const script = isProject ? `test:${step}` : step;
	const ok = await runScript(step, script, isProject ? ['--json', `--outputFile=${results}`] : [], env);
	const counts = isProject ? await readCounts(results) : { passed: 0, failed: 0 };
	const failed = ok ? counts.failed : Math.max(counts.failed, 1);
	const outcome = { step, ok, passed: counts.passed, failed, seconds: (performance.now() - started) / 1000 };
	console.log(describe(outcome));
	return outcome;
}

const describe = ({ step, ok, passed, seconds }: Outcome): string =>
	`${ok ? 'ok    ' : 'FAILED'} ${step.padEnd(10)} ${String(passed).padStart(5)} passed  ${seconds.toFixed(1)} s`;

async function runLane(steps: readonly string[], folder: string, env: NodeJS.ProcessEnv): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const step of steps) outcomes.push(await runStep(step, folder, env));
	return outcomes;
}

async function runLanes(folder: string): Promise<Outcome[]> {
	const env = { ...process.env, [TARBALL_VARIABLE]: await packProject(folder) };
	if (availableParallelism() > 1) return (await Promise.all(LANES.map((lane) => runLane(lane, folder, env)))).flat();
	return await runLane(LANES.flat(), folder, env);
}

async function main(): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), 'autopilot-test-'));
	try {
		const build = await runStep('build', folder, process.env);
		const outcomes = build.ok ? [build, ...(await runLanes(folder))] : [build];
		console.log(['', ...outcomes.map(describe)].join('\n'));
		const sum = (count: 'passed' | 'failed'): number => outcomes.reduce((total, outcome) => total + outcome[count], 0);
		console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
		return outcomes.every(({ ok }) => ok);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

void main().then((ok) => {
	process.exitCode = ok ? 0 : 1;
});
