import type { Locale } from '../types';

/** Sentences of a question about an AI agent's tool call. Names arrive clean. */
export interface ToolCallTexts {
	readonly question: string;
	readonly tool: (name: string) => string;
	/** What the agent is told when nobody answered. */
	readonly expired: string;
}

/** By the language of the question. */
export const TOOL_CALL_TEXTS: Readonly<Record<Locale, ToolCallTexts>> = {
	en: {
		question: 'An AI agent wants to use a tool. May it?',
		tool: (name) => `Tool: ${name}`,
		expired: 'Nobody answered in time, so the call was refused and nothing was done. Do not repeat it.',
	},
	ja: {
		question: 'AIエージェントがツールを使おうとしています。許可しますか？',
		tool: (name) => `ツール：${name}`,
		expired: '期限までに回答がなかったため、この呼び出しは却下され、何も実行されていません。繰り返さないでください。',
	},
};
