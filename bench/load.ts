/**
 * What n8n pays at start for having the pack: loading every node and credential of `dist/` in a fresh process, as n8n's loader
 * does it (require the file, make an instance, read the codex). The baseline is the same process without the pack.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { median, outputOf, runBenchmark } from './run';

const ROOT = resolve(__dirname, '..');
const ROUNDS = 11;
const BUDGET_MS = 150;
const BUDGET_BYTES = 2_000_000;

interface Manifest {
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

/** Runs in the fresh process. n8n-workflow is loaded first: it is there before any pack. */
const PROGRAM = `
	require('n8n-workflow');
	const started = performance.now();
	const before = process.cpuUsage();
	for (const file of process.argv.slice(1)) {
		const [className] = require('node:path').basename(file).split('.');
		new (require(file)[className])();
		if (file.endsWith('.node.js')) require(file + 'on');
	}
	const { user, system } = process.cpuUsage(before);
	const loaded = performance.now();
	console.log(JSON.stringify({ load: loaded - started, cpu: (user + system) / 1000, heap: process.memoryUsage().heapUsed, total: loaded }));
`;

interface Sample {
	/** Milliseconds for the files. */
	readonly load: number;
	/** Milliseconds of processor time for the files: what is left of `load` when the machine has nothing else to do. */
	readonly cpu: number;
	/** Bytes on the heap afterwards. */
	readonly heap: number;
	/** Milliseconds since the process started. */
	readonly total: number;
}

const sample = (files: readonly string[]): Sample =>
	JSON.parse(outputOf(process.execPath, ['--eval', PROGRAM, '--', ...files.map((file) => join(ROOT, file))], ROOT)) as Sample;

void runBenchmark(() => {
	const files = [...n8n.nodes, ...n8n.credentials];
	const missing = files.filter((file) => !existsSync(join(ROOT, file)));
	if (missing.length > 0) throw new Error(`Run "npm run build" first: ${missing.join(', ')} is missing`);

	// One of each by turns, so that a busy moment of the machine meets both.
	const samples = Array.from({ length: ROUNDS }, () => ({ ours: sample(files), baseline: sample([]) }));
	const of = (side: 'ours' | 'baseline', value: keyof Sample): number => median(samples.map((pair) => pair[side][value]));
	const [packed] = JSON.parse(outputOf('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], ROOT)) as { size: number }[];
	if (packed === undefined) throw new Error('npm pack named no tarball');

	const loadMs = of('ours', 'load');
	return {
		name: 'load',
		figures: {
			load_ms: loadMs,
			load_cpu_ms: of('ours', 'cpu'),
			process_ms: of('ours', 'total'),
			heap_mb: of('ours', 'heap') / 2 ** 20,
			nodes_and_credentials: files.length,
			tarball_bytes: packed.size,
		},
		baselines: {
			load_budget_ms: BUDGET_MS,
			process_without_pack_ms: of('baseline', 'total'),
			heap_without_pack_mb: of('baseline', 'heap') / 2 ** 20,
			tarball_budget_bytes: BUDGET_BYTES,
		},
		ratio: loadMs / BUDGET_MS,
	};
});
