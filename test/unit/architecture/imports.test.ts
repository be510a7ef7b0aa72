import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, ROOT } from './cruise';

test('imports point from the nodes to the core', async () => {
	const { files, broken } = await cruise(ROOT);
	expect(files).toBeGreaterThan(50);
	expect(broken).toEqual([]);
	// It reads every file of the pack, which takes a while on a machine that has more to do.
}, 60_000);

test('a wrong direction is noticed, a right one is not', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'imports-'));
	const imports: Record<string, string> = {
		'nodes/Right/a.ts': '../../ledger/right',
		'nodes/shared/a.ts': '../../core/right',
		'ledger/right.ts': '../clients/right',
		'clients/right.ts': '../core/right',
		'core/right.ts': './alsoRight',
		'core/toClient.ts': '../clients/right',
		'core/toFiles.ts': 'node:fs',
		'core/toNothing.ts': './gone',
		'core/types.ts': './typesToo',
		'core/typesToo.ts': './types',
		'clients/toLedger.ts': '../ledger/right',
		'clients/toNode.ts': '../nodes/shared/a',
		'ledger/toNode.ts': '../nodes/shared/a',
		'ledger/toN8n.ts': 'n8n-workflow',
		'nodes/Wrong/toNode.ts': '../Right/a',
		'nodes/shared/toNode.ts': '../Right/a',
		'nodes/Wrong/toSandbox.ts': '../../sandbox/a',
	};
	const leaves = ['core/alsoRight.ts', 'credentials/a.ts', 'sandbox/a.ts', 'node_modules/n8n-workflow/index.ts'];
	const write = (file: string, text: string): void => {
		mkdirSync(join(folder, dirname(file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	};
	try {
		write('tsconfig.json', '{ "compilerOptions": { "module": "commonjs", "moduleResolution": "node" } }');
		for (const file of leaves) write(file, 'export type A = 1;');
		for (const [file, imported] of Object.entries(imports))
			write(file, `import type { A } from '${imported}';\nexport type B = A;`);
		write('core/circle.ts', "import { b } from './circleBack';\nexport const a = () => b();");
		write('core/circleBack.ts', "import { a } from './circle';\nexport const b = () => a();");

		const { broken } = await cruise(folder);
		expect(broken).toEqual([
			'clients-import-core-only: clients/toLedger.ts → ledger/right.ts',
			'clients-import-core-only: clients/toNode.ts → nodes/shared/a.ts',
			'core-imports-core-only: core/toClient.ts → clients/right.ts',
			'core-imports-core-only: core/toFiles.ts → fs',
			'ledger-imports-clients-and-core: ledger/toNode.ts → nodes/shared/a.ts',
			'n8n-in-nodes-only: ledger/toN8n.ts → node_modules/n8n-workflow/index.ts',
			'no-circle: core/circle.ts → core/circleBack.ts',
			'no-other-node: nodes/Wrong/toNode.ts → nodes/Right/a.ts',
			'no-unresolved: core/toNothing.ts → ./gone',
			'nodes-ship-no-tools: nodes/Wrong/toSandbox.ts → sandbox/a.ts',
			'shared-knows-no-node: nodes/shared/toNode.ts → nodes/Right/a.ts',
		]);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
