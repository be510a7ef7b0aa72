/** Published as ES modules only, so they have to be transformed for jest's CommonJS world. */
const ES_MODULES = ['cockatiel', 'd3-[a-z-]+', 'internmap', 'jose'];

const project = (displayName, timeoutSeconds) => ({
	displayName,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	transform: {
		'\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.sandbox/'],
	setupFilesAfterEnv: ['<rootDir>/test/setup/timeout.ts'],
	globals: { TEST_TIMEOUT_MS: timeoutSeconds * 1000 },
});

/** From the fastest to the slowest: what one function does, a node inside n8n's engine, the pack inside a real n8n. */
module.exports = {
	projects: [project('unit', 30), project('engine', 60), project('e2e', 600), project('browser', 300), project('security', 120)],
};
