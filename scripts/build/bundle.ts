import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { lazyImports } from './lazyImports';
import { DIST, ROOT, readManifest } from './paths';

/** Provided by n8n itself at run time, so never bundled. */
const HOST_MODULES: ReadonlySet<string> = new Set(['n8n-workflow']);

const COMMON = {
	absWorkingDir: ROOT,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node24',
	charset: 'utf8',
	legalComments: 'eof',
	metafile: true,
	logLevel: 'warning',
	// `await import('…')` becomes a lazy require(), which also works where n8n or jest runs code in its own vm context.
	supported: { 'dynamic-import': false },
} as const satisfies BuildOptions;

/** `googleapis/build/src/apis/sheets` → `googleapis-build-src-apis-sheets.js`. */
const vendorFile = (specifier: string): string => `${specifier.replace(/^@/, '').replaceAll('/', '-')}.js`;

const packageOf = (specifier: string): string =>
	specifier
		.split('/')
		.slice(0, specifier.startsWith('@') ? 2 : 1)
		.join('/');

/**
 * Sends every import of a library to `dist/vendor/<library>.js`, so that all nodes share one copy and an import that is
 * lazy in the source stays lazy. Adds what it met to `libraries`.
 */
function shareLibraries(outfile: string, libraries: Set<string>): Plugin {
	const { devDependencies } = readManifest();
	const vendor = relative(dirname(outfile), join(DIST, 'vendor')).split(sep).join(posix.sep);
	return {
		name: 'share-libraries',
		setup({ onResolve }) {
			onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
				if (kind === 'entry-point' || isBuiltin(path)) return undefined;
				if (HOST_MODULES.has(path)) return { path, external: true };
				if (!(packageOf(path) in devDependencies))
					return {
						errors: [
							{ text: `${relative(ROOT, importer)} imports "${path}", which package.json does not list in devDependencies` },
						],
					};
				libraries.add(path);
				return { path: `${vendor}/${vendorFile(path)}`, external: true };
			});
		},
	};
}

/** `dist/nodes/Whop/Whop.node.js` → `nodes/Whop/Whop.node.ts`. */
const sourceOf = (registered: string): string => registered.replace(/^dist\//, '').replace(/\.js$/, '.ts');

/**
 * Bundles every node and credential that package.json registers to where it is registered.
 * @returns the libraries they import, and what went into the bundles.
 * @throws Error naming each registered file whose source does not exist.
 */
export async function bundleRegistered(): Promise<{ libraries: ReadonlySet<string>; metafiles: Metafile[] }> {
	const { n8n } = readManifest();
	const registered = [...n8n.nodes, ...n8n.credentials];
	const missing = registered.map(sourceOf).filter((source) => !existsSync(join(ROOT, source)));
	if (missing.length > 0) throw new Error(`package.json registers what does not exist: ${missing.join(', ')}`);

	const libraries = new Set<string>();
	// One build each: a library's relative path depends on how deep the bundle lies.
	const results = await Promise.all(
		registered.map((file) => {
			const outfile = join(ROOT, file);
			return build({
				...COMMON,
				entryPoints: [sourceOf(file)],
				outfile,
				plugins: [lazyImports, shareLibraries(outfile, libraries)],
			});
		}),
	);
	return { libraries, metafiles: results.map(({ metafile }) => metafile) };
}

/** Bundles each library, with all it needs, into `dist/vendor/`. */
export async function bundleLibraries(libraries: ReadonlySet<string>): Promise<Metafile[]> {
	const results = await Promise.all(
		[...libraries].sort().map((library) =>
			build({
				...COMMON,
				minifyWhitespace: true,
				// require() and not import: the bundle must export exactly what require(library) gives in the tests.
				stdin: {
					contents: `module.exports = require(${JSON.stringify(library)});`,
					resolveDir: ROOT,
					sourcefile: `vendor/${library}`,
				},
				outfile: join(DIST, 'vendor', vendorFile(library)),
			}),
		),
	);
	return results.map(({ metafile }) => metafile);
}
