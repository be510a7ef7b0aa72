import type { Locale } from '../types';
import { noticeTexts as en } from './en/notice';
import { noticeTexts as ja } from './ja/notice';

/** Every sentence of a notice. */
export interface NoticeTexts {
	readonly heldTitle: string;
	readonly held: (workflows: readonly string[]) => string;
	readonly shortenedTitle: string;
	readonly shortened: (workflow: string, actions: string) => string;
	readonly openedTitle: string;
	/** `again`: local time of the next try. */
	readonly opened: (workflow: string, again: string | null) => string;
	readonly unstoppedTitle: string;
	readonly unstopped: (workflow: string, error: string) => string;
	/** That stopping is tried again. */
	readonly stopsAgain: string;
	readonly switchedOffTitle: string;
	readonly switchedOff: (workflows: readonly string[]) => string;
	/** How it goes on. */
	readonly switchOn: string;
	readonly deniedTitle: string;
	readonly denied: string;
	readonly stoppedLateTitle: string;
	readonly stoppedLate: (workflows: readonly string[]) => string;
	readonly reason: (text: string) => string;
}

/** The sentences of notices, by the goal's language. */
export const NOTICE_TEXTS: Readonly<Record<Locale, NoticeTexts>> = { ja, en };
