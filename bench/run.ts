import { execFileSync } from 'node:child_process';

/** What a benchmark measured. Every figure's name ends in its unit, e.g. `load_ms`. */
export interface Measurement {
	/** As in `npm run bench:<name>`. */
	readonly name: string;
	/** What the pack did. */
	readonly figures: Readonly<Record<string, number>>;
	/** What something comparable did in the same run on the same machine, or a fixed budget. */
	readonly baselines: Readonly<Record<string, number>>;
	/** Ours ÷ baseline for the figure the benchmark is about. */
	readonly ratio: number;
}

/** The middle of the values; of an even number, the mean of the two in the middle. NaN without values. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const low = sorted[Math.ceil(middle) - 1] ?? NaN;
	const high = sorted[Math.floor(middle)] ?? NaN;
	return (low + high) / 2;
}

/** The smallest value that is not below this share of all values (nearest rank). NaN without values. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

const round = (value: number): number => Number(value.toPrecision(4));

const rounded = (figures: Readonly<Record<string, number>>): Record<string, number> =>
	Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));

/**
 * Runs a benchmark and prints what it measured: for people, and with `--json` also as one object on the last line of stdout.
 * Whatever the benchmark itself prints comes before. Exits with 1 when it throws.
 */
export async function runBenchmark(measure: () => Promise<Measurement> | Measurement): Promise<void> {
	try {
		const { name, figures, baselines, ratio } = await measure();
		const result: Measurement = { name, figures: rounded(figures), baselines: rounded(baselines), ratio: round(ratio) };
		console.log(`\n${name}: ratio ${result.ratio} (ours ÷ baseline)`);
		for (const [figure, value] of Object.entries(result.figures)) console.log(`  ${figure.padEnd(34)} ${value}`);
		for (const [figure, value] of Object.entries(result.baselines)) console.log(`  ${`baseline ${figure}`.padEnd(34)} ${value}`);
		if (process.argv.includes('--json')) console.log(JSON.stringify(result));
	} catch (error) {
		console.error(error);
		process.exitCode = 1;
	}
}

/** Runs a command and gives what it printed. @throws Error when it exits with anything but 0. */
export const outputOf = (command: string, args: readonly string[], cwd: string): string =>
	execFileSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });
