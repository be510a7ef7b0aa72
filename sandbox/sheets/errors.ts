/** An error in Google's form. */
export class SheetsError extends Error {
	constructor(
		readonly code: number,
		message: string,
		readonly status: string,
		readonly details?: readonly unknown[],
	) {
		super(message);
	}

	body(): { error: Record<string, unknown> } {
		const { code, message, status, details } = this;
		return { error: { code, message, status, ...(details && { details }) } };
	}
}

export const invalidArgument = (message: string): SheetsError => new SheetsError(400, message, 'INVALID_ARGUMENT');

export const insufficientScopes = (): SheetsError =>
	new SheetsError(403, 'Request had insufficient authentication scopes.', 'PERMISSION_DENIED');

export const notFound = (): SheetsError => new SheetsError(404, 'Requested entity was not found.', 'NOT_FOUND');

export const permissionDenied = (): SheetsError =>
	new SheetsError(403, 'The caller does not have permission', 'PERMISSION_DENIED');

export const unauthenticated = (): SheetsError =>
	new SheetsError(
		401,
		'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
		'UNAUTHENTICATED',
	);

const PROJECT = '603366585132';

/** The quota error, as recorded from the real service. It carries no Retry-After. */
export function quotaExceeded(kind: 'Read' | 'Write', limit: number): SheetsError {
	const message = `Quota exceeded for quota metric '${kind} requests' and limit '${kind} requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:${PROJECT}'.`;
	const metadata = {
		service: 'sheets.googleapis.com',
		consumer: `projects/${PROJECT}`,
		quota_metric: `sheets.googleapis.com/${kind.toLowerCase()}_requests`,
		quota_limit: `${kind}RequestsPerMinutePerUser`,
		quota_limit_value: String(limit),
		quota_location: 'global',
	};
	return new SheetsError(429, message, 'RESOURCE_EXHAUSTED', [
		{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'RATE_LIMIT_EXCEEDED', domain: 'googleapis.com', metadata },
		{
			'@type': 'type.googleapis.com/google.rpc.Help',
			links: [
				{
					description: 'Request a higher quota limit.',
					url: 'https://cloud.google.com/docs/quota#requesting_higher_quota',
				},
			],
		},
	]);
}

/** The error a fault answers with. */
export function faultError(status: number): SheetsError {
	if (status === 401) return unauthenticated();
	if (status === 403) return permissionDenied();
	if (status === 404) return notFound();
	if (status === 429) return quotaExceeded('Read', 60);
	if (status === 503) return new SheetsError(503, 'The service is currently unavailable.', 'UNAVAILABLE');
	if (status < 500) return new SheetsError(status, 'Request contains an invalid argument.', 'INVALID_ARGUMENT');
	return new SheetsError(status, 'Internal error encountered.', 'INTERNAL');
}
