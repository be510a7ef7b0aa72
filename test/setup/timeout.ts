/** Set per project in jest.config.js; jest itself knows one timeout for all projects only. */
declare const TEST_TIMEOUT_MS: number;

jest.setTimeout(TEST_TIMEOUT_MS);
