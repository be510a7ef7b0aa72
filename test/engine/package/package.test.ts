import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

interface Manifest {
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
	readonly peerDependencies: Readonly<Record<string, string>>;
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const registered = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

/** What `npm pack` would put into the tarball. */
function packed(): { size: number; files: string[] } {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: ROOT, encoding: 'utf8' });
	const [tarball] = JSON.parse(output) as { size: number; files: { path: string }[] }[];
	if (tarball === undefined) throw new Error('npm pack named no tarball');
	return { size: tarball.size, files: tarball.files.map(({ path }) => path) };
}

/** Loads files in a process of their own, as n8n's loader does. Which libraries came along. */
function librariesOf(paths: readonly string[]): string[] {
	const program = `
		require('n8n-workflow');
		for (const path of process.argv.slice(1)) new (require(path)[require('node:path').basename(path).split('.')[0]])();
		console.log(JSON.stringify(Object.keys(require.cache).filter((path) => path.includes('/dist/vendor/'))));
	`;
	const output = execFileSync(process.execPath, ['--eval', program, '--', ...paths], { cwd: ROOT, encoding: 'utf8' });
	return (JSON.parse(output) as string[]).map((path) => basename(path));
}

const { size, files } = packed();
const scripts = files.filter((file) => file.startsWith('dist/') && file.endsWith('.js'));

test('the tarball is small and carries what n8n loads', () => {
	expect(size).toBeLessThan(2_000_000);
	expect(files).toEqual(expect.arrayContaining([...registered, 'LICENSE', 'README.md', 'dist/THIRD-PARTY-NOTICES.txt']));
	for (const node of manifest.n8n.nodes) expect(files).toContain(`${node}on`);
});

test('installing it installs nothing else', () => {
	expect({ ...manifest.dependencies, ...manifest.optionalDependencies }).toEqual({});
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

test.each(scripts)('%s requires only Node, n8n-workflow and files of the tarball', (script) => {
	const source = readFileSync(join(ROOT, script), 'utf8');
	const required = [...source.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, specifier = '']) => specifier);
	const strange = required.filter((specifier) => {
		if (specifier.startsWith('.')) return !existsSync(join(ROOT, dirname(script), specifier));
		return !isBuiltin(specifier) && !(specifier === 'n8n-workflow' && !script.startsWith('dist/vendor/'));
	});
	expect(strange).toEqual([]);
});

test('loading all of it for its descriptions loads no library', () => {
	expect(librariesOf(registered.map((file) => join(ROOT, file)))).toEqual([]);
});
