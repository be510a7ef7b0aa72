import type { Metafile } from 'esbuild';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths';

/** Licences that let an MIT package carry the code, as long as their text comes along. */
const COMPATIBLE: ReadonlySet<string> = new Set([
	'MIT',
	'MIT-0',
	'ISC',
	'0BSD',
	// An old spelling of BSD-3-Clause.
	'BSD',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'Apache-2.0',
	'Unlicense',
	'BlueOak-1.0.0',
	'Python-2.0',
]);

interface PackageJson {
	readonly name: string;
	readonly version: string;
	readonly license?: string;
	readonly author?: string | { readonly name: string };
}

/** Folders of the packages that went into the bundles, e.g. `node_modules/axios`. */
function bundledPackages(metafiles: readonly Metafile[]): string[] {
	const folders = new Set<string>();
	for (const { inputs } of metafiles)
		for (const input of Object.keys(inputs)) {
			const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
			if (folder !== undefined) folders.add(folder);
		}
	return [...folders].sort();
}

function noticeOf(folder: string): string {
	const { name, version, license, author } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as PackageJson;
	if (license === undefined || !COMPATIBLE.has(license))
		throw new Error(
			`${name} ${version} is licensed "${license ?? 'unknown'}", which the build does not know to be compatible with MIT`,
		);
	const texts = readdirSync(join(ROOT, folder))
		.filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
		.sort();
	const holder = typeof author === 'object' ? author.name : author;
	const body =
		texts.length > 0
			? texts.map((file) => readFileSync(join(ROOT, folder, file), 'utf8').trim()).join('\n\n')
			: `Licensed under ${license}${holder === undefined ? '' : `. Copyright ${holder}`}. The package carries no licence text of its own.`;
	return `${name} ${version} (${license})\n${'-'.repeat(72)}\n${body}\n`;
}

/**
 * The licences of everything in the bundles that is not ours.
 * @throws Error naming a package whose licence is missing or unknown to be compatible.
 */
export function thirdPartyNotices(metafiles: readonly Metafile[]): string {
	const notices = bundledPackages(metafiles).map(noticeOf);
	return `This package contains the following software of others, each under its own licence.\n\n${notices.join('\n\n')}`;
}
