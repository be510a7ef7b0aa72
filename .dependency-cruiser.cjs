/** Libraries without I/O, clock or randomness of their own. */
const PURE_LIBRARIES = ['d3-scale', 'd3-shape', 'luxon', 'simple-statistics', 'pure-rand'];

const inPackage = (names) => `^node_modules/(@types/)?(${names.join('|')})/`;
const N8N = '^node_modules/(@n8n/|n8n-)';

/**
 * The direction of imports: nodes → ledger → clients → core. Type-only imports count.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
	forbidden: [
		{
			name: 'core-imports-core-only',
			comment: 'core/ is pure: it imports itself and pure libraries.',
			severity: 'error',
			from: { path: '^core/' },
			to: { pathNot: ['^core/', inPackage(PURE_LIBRARIES)], couldNotResolve: false },
		},
		{
			name: 'clients-import-core-only',
			comment: 'A client speaks a protocol. It knows the words of core/ and nothing of who stores or shows what it brings.',
			severity: 'error',
			from: { path: '^clients/' },
			to: { path: '^(ledger|nodes|credentials|sandbox|scripts|bench|test)/' },
		},
		{
			name: 'ledger-imports-clients-and-core',
			comment: 'The ledger stores through clients.',
			severity: 'error',
			from: { path: '^ledger/' },
			to: { path: '^(nodes|credentials|sandbox|scripts|bench|test)/' },
		},
		{
			name: 'n8n-in-nodes-only',
			comment: 'Whatever is not a node runs without n8n.',
			severity: 'error',
			from: { path: '^(core|clients|ledger)/' },
			to: { path: N8N },
		},
		{
			name: 'nodes-ship-no-tools',
			comment: 'What is published does not import what is not.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(sandbox|scripts|bench|test)/' },
		},
		{
			name: 'no-other-node',
			comment: 'A node does not reach into another one: what two need lies in nodes/shared/.',
			severity: 'error',
			from: { path: '^nodes/(?!shared/)([^/]+)/' },
			to: { path: '^nodes/', pathNot: ['^nodes/shared/', '^nodes/$1/'] },
		},
		{
			name: 'shared-knows-no-node',
			comment: 'What all nodes share leans on none of them.',
			severity: 'error',
			from: { path: '^nodes/shared/' },
			to: { path: '^nodes/', pathNot: ['^nodes/shared/'] },
		},
		{
			name: 'no-circle',
			comment: 'Of two files that run each other, neither can be understood alone. Types are no part of the run.',
			severity: 'error',
			from: { path: '^(core|clients|ledger|nodes|credentials)/' },
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'no-unresolved',
			severity: 'error',
			from: { path: '^(core|clients|ledger|nodes|credentials)/' },
			to: { couldNotResolve: true },
		},
	],
	options: {
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^dist/' },
		// Some packages name their entry points only under `exports`.
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
	},
};
