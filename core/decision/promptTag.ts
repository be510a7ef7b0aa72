import type { Sign } from '../ports';
import { sameSignature } from './signature';

const TAG = /\[(d_[0-9a-v]{16})\.([\w-]{12})\]$/;

/** Ends a message that asks for a value, so that a reply to it finds its question. Signed: no text of a question can imitate it. */
export const promptTag = (decisionId: string, sign: Sign): string => `[${decisionId}.${shortSignature(decisionId, sign)}]`;

/** The decision that one of our prompts names at its end, `null` in any other message. */
export function readPromptTag(text: string, sign: Sign): string | null {
	const [, decisionId = '', signature = ''] = TAG.exec(text.trimEnd()) ?? [];
	return decisionId !== '' && sameSignature(signature, shortSignature(decisionId, sign), sign) ? decisionId : null;
}

const shortSignature = (decisionId: string, sign: Sign): string =>
	sign(JSON.stringify(['autopilot-prompt', decisionId])).slice(0, 12);
