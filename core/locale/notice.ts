import type { Locale } from '../types';
import { noticeTexts as en } from './en/notice';
import { noticeTexts as ja } from './ja/notice';

/** Every sentence of a notice. */
export interface NoticeTexts {
	readonly heldTitle: string;
	readonly held: (workflows: readonly string[]) => string;
	readonly openedTitle: string;
	/** `again`: local time of the next try. */
	readonly opened: (workflow: string, again: string | null) => string;
	readonly reason: (text: string) => string;
}

/** The sentences of notices, by the goal's language. */
export const NOTICE_TEXTS: Readonly<Record<Locale, NoticeTexts>> = { ja, en };
