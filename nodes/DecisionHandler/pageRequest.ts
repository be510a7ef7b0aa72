import type { IDataObject } from 'n8n-workflow';
import { FIELD } from '../../core/decision/page/answerForm';
import type { Locale } from '../../core/types';

/** A request to the decisions page, as n8n's Webhook node hands it on. */
export interface PageRequest {
	readonly query: Readonly<Record<string, unknown>>;
	readonly locale: Locale;
	/** Why the body is not looked at, `null` where it may be. */
	readonly refused: 'type' | 'size' | null;
	readonly form: PageForm;
}

/** What the page's form carries. Nothing of it is true until its signature is checked. */
export interface PageForm {
	readonly decisionId: string;
	readonly option: string;
	readonly signature: string;
	readonly value: string;
	readonly reason: string;
}

/** More than the longest reason and text need, written in any script. */
const LARGEST_BODY = 16_384;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};

/** Reads a request. Parts that are missing, or of another kind than text, are empty. */
export function readPageRequest(item: IDataObject): PageRequest {
	const headers = record(item['headers']);
	const body = record(item['body']);
	const text = (from: Readonly<Record<string, unknown>>, name: string): string => {
		const value = Object.hasOwn(from, name) ? from[name] : undefined;
		return typeof value === 'string' ? value : '';
	};
	const [option = '', signature = ''] = text(body, FIELD.answer).split('.');
	const formType = /^application\/x-www-form-urlencoded\b/i.test(text(headers, 'content-type'));
	const size = Math.max(Number(text(headers, 'content-length')) || 0, JSON.stringify(body).length);
	return {
		query: record(item['query']),
		locale: text(headers, 'accept-language').startsWith('ja') ? 'ja' : 'en',
		refused: size > LARGEST_BODY ? 'size' : formType ? null : 'type',
		form: {
			decisionId: text(body, FIELD.decision),
			option,
			signature,
			value: text(body, FIELD.value),
			reason: text(body, FIELD.reason),
		},
	};
}
