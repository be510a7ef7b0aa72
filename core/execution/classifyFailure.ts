/** What is to be done about a failure: try again, let a person mend something, or neither. */
export type FailureClass = 'retryable' | 'person' | 'fatal';

/** Refusals that mean "not now" rather than "not like this". */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Sorts the failure of a workflow by the HTTP status of its failing node, 0 where there is none. A refused key (401, 402, 403)
 * needs a person; any other refusal of the request itself will be refused again; everything else may pass.
 */
export function classifyFailure(status: number): FailureClass {
	if (status === 401 || status === 402 || status === 403) return 'person';
	return status >= 400 && status < 500 && !PASSING.has(status) ? 'fatal' : 'retryable';
}
