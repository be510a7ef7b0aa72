import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cruise';

const LIST = join('core', 'errors.ts');
const sources = ['core', 'clients', 'ledger', 'nodes', 'credentials']
	.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
	.filter((file) => file.endsWith('.ts') && file !== LIST)
	.map((file) => readFileSync(join(ROOT, file), 'utf8'));
const listed = [...readFileSync(join(ROOT, LIST), 'utf8').matchAll(/^\t([A-Z_]+): \[/gm)].map(([, code]) => code ?? '');

test('every error of the closed list is one that happens', () => {
	expect(listed.length).toBeGreaterThan(20);
	expect(listed.filter((code) => !sources.some((source) => source.includes(`'${code}'`)))).toEqual([]);
});

test('workflows answer only for errors that are on the list', () => {
	const folder = join(ROOT, 'workflows', 'loop');
	const mapped = readdirSync(folder).flatMap((file) => [
		...readFileSync(join(folder, file), 'utf8').matchAll(/([A-Z]+_[A-Z_]+): [45]\d\d/g),
	]);
	expect(mapped.length).toBeGreaterThan(20);
	expect([...new Set(mapped.map(([, code]) => code))].filter((code) => !listed.includes(code ?? ''))).toEqual([]);
});
