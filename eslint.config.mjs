import { rules as communityRules } from '@n8n/eslint-plugin-community-nodes';
import { config as n8nConfig } from '@n8n/node-cli/eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What is published and runs inside n8n. */
const SHIPPED = ['core/**/*.ts', 'clients/**/*.ts', 'ledger/**/*.ts', 'nodes/**/*.ts', 'credentials/**/*.ts'];
/** What knows nothing of n8n and is therefore fully typed. */
const TYPED = ['core/**/*.ts', 'clients/**/*.ts', 'ledger/**/*.ts'];
/** What runs on the developer's machine only. */
const TOOLS = ['sandbox/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'test/**/*.ts'];

const communityRulesOff = Object.fromEntries(Object.keys(communityRules).map((rule) => [`@n8n/community-nodes/${rule}`, 'off']));

export default defineConfig(
	globalIgnores(['dist', 'coverage', '.sandbox', 'sandbox/n8n/node_modules']),

	// n8n's own rules for community packages, unchanged: @n8n/eslint-plugin-community-nodes, eslint-plugin-n8n-nodes-base,
	// typescript-eslint and import-x.
	n8nConfig,

	// The exceptions. Each one forbids what docs/adr/0001 decides; there are no others.
	{
		files: ['nodes/**/*.node.ts'],
		rules: {
			// "Nodes can only use credentials from the same package": the pack asks for the Google Sheets, Telegram and SMTP
			// credentials that its users already keep in n8n, instead of making them enter the same secrets a second time.
			'@n8n/community-nodes/no-credential-reuse': 'off',
			// The same check under another name: it looks those credentials up in this package and does not find them.
			'@n8n/community-nodes/valid-credential-references': 'off',
		},
	},

	// The rules for what n8n loads have no bearing on what n8n never loads: tests and tools read files and start processes.
	{ files: TOOLS, rules: { ...communityRulesOff, 'no-console': 'off' } },

	// A promise nobody waits for is an error nobody sees.
	{
		files: [...SHIPPED, ...TOOLS],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			// A leading underscore says that something is left out on purpose, as in `const { secret: _secret, ...shown } = hook`.
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			eqeqeq: ['error', 'always'],
		},
	},

	{
		files: TYPED,
		extends: [tseslint.configs.strictTypeChecked],
		rules: {
			'@typescript-eslint/explicit-module-boundary-types': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			// Sentences are read by code point; nothing in them is an emoji that must stay whole.
			'@typescript-eslint/no-misused-spread': 'off',
			// An async function without await turns a throw into a rejection, which is what a port's signature promises.
			'@typescript-eslint/require-await': 'off',
			'no-restricted-globals': ['error', { name: 'fetch', message: 'Take an injected transport (docs/adr/0003).' }],
		},
	},

	{
		// Tables of rules. The type stands on the table, but the check does not see it through an array.
		files: ['core/goal/**/*Rules.ts'],
		rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
	},

	{
		files: ['core/**/*.ts'],
		rules: {
			'no-restricted-globals': ['error', 'fetch', 'crypto', 'performance'],
			'no-restricted-syntax': [
				'error',
				...[
					'MemberExpression[object.name="Math"][property.name="random"]',
					'MemberExpression[object.name="Date"][property.name="now"]',
					'NewExpression[callee.name="Date"][arguments.length=0]',
					'MemberExpression[object.name="DateTime"][property.name="now"]',
					'CallExpression[callee.object.name="DateTime"][callee.property.name=/^(local|utc)$/][arguments.length=0]',
				].map((selector) => ({ selector, message: 'core/ is pure: take a Clock or a Random (core/ports.ts).' })),
			],
		},
	},

	{
		files: ['*.js', '*.mjs'],
		languageOptions: { globals: { require: 'readonly', module: 'writable', process: 'readonly', console: 'readonly' } },
		rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
	},
);
