import { transform } from '@swc/core';
import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { preProcessFile } from 'typescript';

/** Imports of what does a node's work, as opposed to what describes the node. */
const doesWork = (specifier: string): boolean =>
	/^(\.\.\/)+(core|clients|ledger)\//.test(specifier) || (/^[^./]/.test(specifier) && specifier !== 'n8n-workflow');

/**
 * Makes a node's imports of `core/`, `clients/`, `ledger/` and libraries wait for their first use. n8n loads every node of every
 * package at start, only to read its description; most will never run in that process. The sources keep plain imports.
 */
export const lazyImports: Plugin = {
	name: 'lazy-imports',
	setup({ onLoad }) {
		onLoad({ filter: /[\\/]nodes[\\/].*\.ts$/ }, async ({ path }) => {
			const source = await readFile(path, 'utf8');
			const imported = preProcessFile(source).importedFiles.map(({ fileName }) => fileName);
			const { code } = await transform(source, {
				filename: path,
				swcrc: false,
				jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
				module: { type: 'commonjs', lazy: imported.filter(doesWork) },
			});
			return { contents: code, loader: 'js' };
		});
	},
};
