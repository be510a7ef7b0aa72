/** An error in the form the Bot API server gives it; the HTTP status equals `code`. */
export class TelegramError extends Error {
	constructor(
		readonly code: number,
		readonly description: string,
		readonly parameters?: { readonly retry_after?: number },
	) {
		super(description);
	}
}

export function badRequest(description: string): TelegramError {
	return new TelegramError(400, `Bad Request: ${description}`);
}

/** The body of an error answer. */
export function errorBody(error: TelegramError): Record<string, unknown> {
	return {
		ok: false,
		error_code: error.code,
		description: error.description,
		...(error.parameters === undefined ? {} : { parameters: error.parameters }),
	};
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden: bot was blocked by the user',
	404: 'Not Found',
	409: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
	500: 'Internal Server Error',
	502: 'Bad Gateway',
};

/** The error a fault answers with. A 429 says after how many seconds to come again. */
export function faultError(status: number, retryAfter = 1): TelegramError {
	if (status === 429) {
		return new TelegramError(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
	}
	return new TelegramError(status, DESCRIPTIONS[status] ?? 'Internal Server Error');
}
