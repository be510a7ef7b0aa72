import type { LocaleReader } from './reader';
import { originalSpan, type SourceText, type Span } from './source';

/**
 * Where an instruction says that nothing is to be spent (予算ゼロで, "spend nothing") or names no budget on purpose (予算なしで); `null`: nowhere.
 * A plan without limit is not what any of that means, so the reader has to ask.
 */
export function noMoneyIn(source: SourceText, readers: readonly LocaleReader[]): Span | null {
	for (const { noMoney } of readers) {
		const found = noMoney.exec(source.lower);
		if (found) return originalSpan(source, found.index, found.index + found[0].length);
	}
	return null;
}

/** Characters around a figure in which a word may say that it comes on top of what there is. */
const NEAR = 16;

/** Whether a figure comes on top of what there is: あと50万, さらに50万, "another 500k", "500k more". */
export function isOnTop(
	source: SourceText,
	figure: { readonly start: number; readonly end: number },
	readers: readonly LocaleReader[],
): boolean {
	const before = source.lower.slice(Math.max(0, figure.start - NEAR), figure.start);
	const after = source.lower.slice(figure.end, figure.end + NEAR);
	return readers.some(({ more: [isBefore, isAfter] }) => isBefore.test(before) || isAfter.test(after));
}
