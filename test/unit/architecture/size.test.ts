import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cruise';

/** Files under `folder` with their number of lines, e.g. `['core/loop.ts', 120]`. */
const sizes = (folder: string, pattern: RegExp): [file: string, lines: number][] =>
	readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => pattern.test(file))
		.map((file) => [
			join(folder, file),
			readFileSync(join(ROOT, folder, file), 'utf8')
				.trimEnd()
				.split('\n').length,
		]);

const longerThan = (limit: number, files: [string, number][]): [string, number][] => files.filter(([, lines]) => lines > limit);

test('no file of the core is over 250 lines, and half of them are within 60', () => {
	const files = sizes('core', /\.ts$/);
	expect(longerThan(250, files)).toEqual([]);
	expect(longerThan(60, files).length).toBeLessThanOrEqual(files.length / 2);
});

test('a node file describes the node within 150 lines and leaves the work to its actions', () => {
	const files = sizes('nodes', /\.node\.ts$/);
	expect(files.length).toBeGreaterThanOrEqual(5);
	expect(longerThan(150, files)).toEqual([]);
});
