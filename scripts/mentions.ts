import { createInterface } from 'node:readline';
import { readMentions, type MentionKind } from '../core/goal/mentions';
import type { Locale } from '../core/types';

/** Reads cases as JSON lines on stdin and writes their mentions as JSON lines on stdout (the contract of test/corpora/score.mjs). */
interface Case {
	readonly id: string;
	readonly text: string;
	readonly locale: Locale;
	readonly kind: MentionKind;
	readonly reference?: string;
}

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (line) => {
	if (line.trim() === '') return;
	const { id, text, locale, kind, reference }: Case = JSON.parse(line);
	process.stdout.write(`${JSON.stringify({ id, mentions: readMentions(text, kind, locale, reference ?? '1970-01-01') })}\n`);
});
