import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ChatMessage {
	readonly role: string;
	readonly content: unknown;
}

/** The part of an OpenAI chat completion request that matters here. */
export interface ChatRequest {
	readonly messages: readonly ChatMessage[];
	readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters: unknown } }[];
	readonly stream?: boolean;
}

/**
 * An OpenAI-compatible chat endpoint of a few lines on loopback. It uses its first tool with the given arguments, and once it has been
 * told what came of it, says so and ends.
 */
export class ScriptedModel {
	/** Every request, oldest first. */
	readonly requests: ChatRequest[] = [];
	/** What the model wants the tool to do: the arguments of its next call. */
	toolArguments: Readonly<Record<string, unknown>> = {};
	private calls = 0;

	private readonly server = createServer((incoming, outgoing) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const request = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
			this.requests.push(request);
			outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(this.complete(request)));
		});
	});

	static async start(): Promise<ScriptedModel> {
		const model = new ScriptedModel();
		await new Promise<void>((listening) => model.server.listen(0, '127.0.0.1', listening));
		return model;
	}

	/** Base URL for a credential. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise<void>((closed) => this.server.close(() => closed()));
	}

	/** What the model was told about its tool calls, oldest first. */
	toolResults(): string[] {
		const last = this.requests.at(-1)?.messages ?? [];
		return last.filter(({ role }) => role === 'tool').map(({ content }) => JSON.stringify(content));
	}

	private complete({ messages, tools }: ChatRequest): unknown {
		const [tool] = tools ?? [];
		const wantsTool = tool !== undefined && messages.at(-1)?.role !== 'tool';
		const message = wantsTool
			? {
					role: 'assistant',
					content: null,
					tool_calls: [
						{
							id: `call_${++this.calls}`,
							type: 'function',
							function: { name: tool.function.name, arguments: JSON.stringify(this.toolArguments) },
						},
					],
				}
			: { role: 'assistant', content: 'Done.' };
		return {
			id: 'chatcmpl-scripted',
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: wantsTool ? 'tool_calls' : 'stop' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}
