import { dest, series, src } from 'gulp';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleLibraries, bundleRegistered } from './bundle';
import { thirdPartyNotices } from './notices';
import { DIST, ROOT } from './paths';

/** Removes the last build, so that a file that is no longer made cannot stay behind. */
export async function clean(): Promise<void> {
	await rm(DIST, { recursive: true, force: true });
}

async function bundle(): Promise<void> {
	const { libraries, metafiles } = await bundleRegistered();
	const notices = thirdPartyNotices([...metafiles, ...(await bundleLibraries(libraries))]);
	await mkdir(DIST, { recursive: true });
	await writeFile(join(DIST, 'THIRD-PARTY-NOTICES.txt'), notices);
}

/** n8n looks for icons and codex files beside the file they belong to. */
function assets(): NodeJS.ReadWriteStream {
	return src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'credentials/**/*.svg'], { cwd: ROOT, base: ROOT, encoding: false }).pipe(
		dest(DIST),
	);
}

/** Makes `dist/` from nothing. */
export const build = series(clean, bundle, assets);
