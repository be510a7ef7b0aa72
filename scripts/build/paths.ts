import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository. */
export const ROOT = resolve(__dirname, '../..');

/** What n8n loads, and all that is published beside package.json, README, LICENSE and the workflows. */
export const DIST = join(ROOT, 'dist');

/** The parts of package.json the build reads. */
interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

/** Reads the package's own manifest. */
export function readManifest(): Manifest {
	return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
}
