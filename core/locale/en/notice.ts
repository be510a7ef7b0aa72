import type { NoticeTexts } from '../notice';

/** Notices in English. */
export const noticeTexts: NoticeTexts = {
	heldTitle: 'Not started today',
	held: (workflows) => `These steps of today are held back: ${workflows.join(', ')}`,
	openedTitle: 'A workflow keeps failing',
	opened: (workflow, again) =>
		`"${workflow}" fails too often and is left alone${again ? `; it is tried again at ${again}` : ''}.`,
	reason: (text) => `Why: ${text}`,
};
