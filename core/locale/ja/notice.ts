import type { NoticeTexts } from '../notice';

/** 日本語のお知らせ。 */
export const noticeTexts: NoticeTexts = {
	heldTitle: '本日開始しなかった作業',
	held: (workflows) => `本日の次の作業は開始していません: ${workflows.join('、')}`,
	openedTitle: 'ワークフローの失敗が続いています',
	opened: (workflow, again) => `「${workflow}」は失敗が続いているため休ませています${again ? `（次に試すのは ${again}）` : ''}。`,
	reason: (text) => `理由: ${text}`,
};
