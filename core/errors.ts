/**
 * Every way the pack can fail, once. `retryable` means: the same call may succeed later without anybody changing anything.
 * The remedy says what the user should do. Messages never hold secrets: callers pass names, not values.
 */
const CATALOG = {
	PARAMETER_INVALID: [false, 'Correct the parameter named in the message.'],
	SETTING_INVALID: [
		false,
		'Correct the setting named in the message in the settings table, or the n8n variable that overrides it.',
	],
	CURRENCY_RATE_MISSING: [false, 'Add the exchange rate named in the message to the settings table.'],
	WORKFLOW_UNKNOWN: [false, 'Add the workflow to the workflow_catalog table, or correct its key.'],
	WORKFLOW_RESULT_INVALID: [
		false,
		'Let the last node of the workflow return {actions, conversions, revenue, cost, metrics, note}.',
	],
	WEBHOOK_REFUSED: [false, 'Sign the call with the Signing Secret of the Autopilot API credential, over the exact body.'],
	CALL_REPEATED: [false, 'Nothing to do: what the call asks for is being carried out, or has ended.'],
	REPLAY_REFUSED: [false, 'Leave "now" out, or set ALLOW_REPLAY to true in the settings table of a back-test or sandbox.'],
	IDEMPOTENCY_KEY_REUSED: [false, 'Use a new idempotency key for a new sentence.'],
	RUN_NOT_FOUND: [false, 'Check the run ID.'],
	GOAL_NOT_FOUND: [false, 'Check the goal ID.'],
	DECISION_NOT_FOUND: [false, 'Check the decision ID.'],
	DECISION_INVALID: [false, 'Correct the part of the question named in the message.'],
	APPROVERS_MISSING: [
		false,
		'List at least one approver, for example telegram:123456789, in the node or in the setting APPROVERS.',
	],
	SIGNING_SECRET_MISSING: [false, 'Set a Signing Secret of at least 32 characters in the Autopilot API credential.'],
	LEDGER_UNREACHABLE: [true, 'Check that the ledger is up and reachable. Nothing was started.'],
	LEDGER_DENIED: [false, 'Check the credential of the ledger and what it may access.'],
	SHEET_NOT_SHARED: [false, 'Share the spreadsheet as an editor with the e-mail address named in the message, and check its ID.'],
	SHEETS_API_DISABLED: [false, 'Enable the Google Sheets API in the Google Cloud console, wait some minutes, and run it again.'],
	SHEET_FULL: [
		false,
		'Move old rows of run_log and performance_metrics to another spreadsheet, or delete tabs, rows and columns nobody needs.',
	],
	SHEET_PROTECTED: [false, 'Remove the protection in the spreadsheet under Data > Protect sheets and ranges.'],
	SHEETS_UNSAFE: [false, 'Choose n8n Data Tables as the ledger in every node, and report this: nothing was written.'],
	LEDGER_NOT_SET_UP: [false, 'Run the "Set Up" operation of the Auto Executor node once.'],
	LEDGER_CELL_INVALID: [false, 'Correct the cell named in the message.'],
	LEDGER_CONFLICT: [true, 'Somebody else changed the same row. Run it again.'],
	API_UNREACHABLE: [true, 'Check the network and the base URL in the credential.'],
	API_DENIED: [false, 'Check the API key in the credential and its permissions.'],
	API_RATE_LIMITED: [true, 'Wait for the time named in the message, or lower the rate of calls.'],
	API_REJECTED: [false, 'Read the service’s answer in the message and correct the request.'],
	API_RESPONSE_INVALID: [false, 'The service answered in an unknown shape. Check the base URL and the API version.'],
	CHANNEL_FAILED: [true, 'Check the credential of the channel and that the approver has started a chat with the bot.'],
} as const satisfies Record<string, readonly [retryable: boolean, remedy: string]>;

/** The closed list of error codes. */
export type ErrorCode = keyof typeof CATALOG;

/** An error of the pack: a code from the closed list, a message that names the thing, and what to do next. */
export class AutopilotError extends Error {
	readonly retryable: boolean;
	readonly remedy: string;

	constructor(
		readonly code: ErrorCode,
		message: string,
		/** Extra machine-readable facts, e.g. `retryAfterSeconds`. Never secrets. */
		readonly details: Readonly<Record<string, string | number | boolean>> = {},
		options: { readonly cause?: unknown } = {},
	) {
		super(message, options);
		this.name = 'AutopilotError';
		[this.retryable, this.remedy] = CATALOG[code];
	}
}

/** Tells whether something thrown is an error of the pack. */
export const isAutopilotError = (error: unknown): error is AutopilotError => error instanceof AutopilotError;
