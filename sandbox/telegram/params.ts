import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { badRequest } from './errors';

export interface UploadedFile {
	readonly fileName: string;
	readonly mimeType: string;
	readonly content: Buffer;
}

/** The arguments of a method call: as in the real server every value is text, whatever form it came in. */
export class Params {
	constructor(
		private readonly values: ReadonlyMap<string, string>,
		private readonly files: ReadonlyMap<string, UploadedFile>,
	) {}

	/** Empty when missing. */
	text(name: string): string {
		return this.values.get(name) ?? '';
	}

	has(name: string): boolean {
		return this.values.has(name);
	}

	/** Anything that starts with digits is a number to the real server; the rest is 0. */
	integer(name: string): number {
		return Number.parseInt(this.text(name), 10) || 0;
	}

	flag(name: string): boolean {
		const value = this.text(name).trim().toLowerCase();
		return value === 'true' || value === 'yes' || value === '1';
	}

	/** `undefined` when missing. @throws TelegramError when it is no JSON */
	json(name: string, what: string): unknown {
		const value = this.text(name);
		if (value === '') return undefined;
		try {
			return JSON.parse(value);
		} catch {
			throw badRequest(`can't parse ${what} JSON object`);
		}
	}

	/** A file uploaded under the argument's own name or under the name of an `attach://` reference. */
	file(name: string): UploadedFile | undefined {
		const reference = /^attach:\/\/(.+)$/.exec(this.text(name))?.[1];
		return this.files.get(reference ?? name);
	}
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function addAll(into: Map<string, string>, source: unknown): void {
	if (typeof source !== 'object' || source === null) return;
	for (const [key, value] of Object.entries(source)) if (value !== null && value !== undefined) into.set(key, asText(value));
}

/** Reads the query, then the body: JSON, urlencoded or multipart. The body wins. */
export async function readParams(request: FastifyRequest): Promise<Params> {
	const values = new Map<string, string>();
	const files = new Map<string, UploadedFile>();
	addAll(values, request.query);
	if (request.isMultipart()) {
		for await (const part of request.parts()) {
			if (part.type === 'file') files.set(part.fieldname, await readFile(part));
			else values.set(part.fieldname, asText(part.value));
		}
	} else {
		addAll(values, request.body);
	}
	return new Params(values, files);
}

async function readFile(part: MultipartFile): Promise<UploadedFile> {
	return { fileName: part.filename || 'file', mimeType: part.mimetype, content: await part.toBuffer() };
}
