import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROJECT = resolve(__dirname, '..', '..');
const WINDOWS = process.platform === 'win32';

/** Names a tarball made before: whoever starts many n8n at once packs once, and nobody builds under the others' feet. */
export const TARBALL_VARIABLE = 'AUTOPILOT_TARBALL';

/** The tarball to load: the one made before, if there is one, else the project as it stands now, packed into `folder`. */
export async function tarballOf(folder: string): Promise<string> {
	const made = process.env[TARBALL_VARIABLE];
	if (made) return made;
	await npm(['run', 'build']);
	return await packProject(folder);
}

/** Packs what was built exactly as it would be published. Returns the tarball's path inside `folder`. */
export async function packProject(folder: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	const { stdout } = await npm(['pack', '--pack-destination', folder, '--json']);
	const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as { filename: string }[];
	if (!packed) throw new Error('"npm pack" named no file');
	return join(folder, packed.filename);
}

/**
 * Puts a packed tarball where n8n finds community packages at start, under its own name, so that node types read
 * `n8n-nodes-autopilot.<node>` as in exported workflows. Replaces an older copy.
 * @returns the version of the pack.
 */
export async function placePack(tarball: string, userFolder: string): Promise<string> {
	const unpacked = await mkdtemp(join(tmpdir(), 'autopilot-pack-'));
	try {
		await run('tar', ['-xzf', tarball, '-C', unpacked]);
		const manifest = JSON.parse(await readFile(join(unpacked, 'package', 'package.json'), 'utf8')) as {
			name: string;
			version: string;
		};
		const target = join(userFolder, '.n8n', 'nodes', 'node_modules', manifest.name);
		await rm(target, { recursive: true, force: true });
		await cp(join(unpacked, 'package'), target, { recursive: true });
		if (!existsSync(join(target, 'dist'))) throw new Error(`${tarball} holds no dist folder: build before packing`);
		return manifest.version;
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}

function npm(args: readonly string[]): Promise<{ stdout: string }> {
	return run(WINDOWS ? 'npm.cmd' : 'npm', args, { cwd: PROJECT, maxBuffer: 64 * 1024 * 1024, shell: WINDOWS });
}
