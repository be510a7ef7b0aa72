import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './cruise';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const documents = [
	'README.md',
	'CONTRIBUTING.md',
	'CHANGELOG.md',
	...markdownUnder('docs'),
	'bench/README.md',
	'workflows/README.md',
];

function markdownUnder(folder: string): string[] {
	const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
	return files.filter((file) => file.endsWith('.md')).map((file) => join(folder, file));
}

/** `core/loop.ts`, `workflows/growth/`: what stands in code marks and begins with a folder of the repository. */
const PATH = /`((?:core|clients|ledger|nodes|credentials|workflows|sandbox|scripts|bench|test|docs|\.ci)\/[\w./-]*)`/g;
const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;
const SCRIPT = /npm run ([\w:-]*\w)(?![\w:-]*<)/g;

test.each(documents)('%s names only files and scripts that exist', (document) => {
	const text = read(document);
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const paths = [...text.matchAll(PATH)].map(([, path = '']) => path);
	const links = [...text.matchAll(LINK)].map(([, link = '']) => join(dirname(document), link));
	const missing = [...paths, ...links].filter((path) => !existsSync(join(ROOT, path)));
	const unknown = [...text.matchAll(SCRIPT)].map(([, script = '']) => script).filter((script) => !(script in scripts));
	expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
});

test('every benchmark stands in the table of benchmarks', () => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const benchmarks = Object.keys(scripts).filter((script) => script.startsWith('bench:'));
	const rows = read('bench/README.md');
	expect(benchmarks.filter((script) => !rows.includes(`| \`npm run ${script}\``))).toEqual([]);
});

test('the table of the architecture names nodes that the workflows have', () => {
	const names = new Set<string>();
	for (const file of readdirSync(join(ROOT, 'workflows/loop')).filter((name) => name.endsWith('.json'))) {
		const { nodes } = JSON.parse(read(join('workflows/loop', file))) as { nodes: { name: string }[] };
		for (const { name } of nodes) names.add(name);
	}
	const rows = read('docs/architecture.md')
		.split('\n')
		.filter((line) => line.startsWith('| **'));
	expect(rows.map((row) => /\*\*(.+?)\*\*/.exec(row)?.[1])).toEqual([
		'instruction',
		'goal',
		'plan',
		'gate',
		'run',
		'observe',
		'adjust or ask',
		'report',
	]);
	const named = rows.flatMap((row) => [...(row.split('|').at(-2) ?? '').matchAll(/_(.+?)_/g)].map(([, name = '']) => name));
	expect(named.length).toBeGreaterThan(8);
	expect(named.filter((name) => !names.has(name))).toEqual([]);
});
