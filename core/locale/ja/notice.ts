import type { NoticeTexts } from '../notice';

/** 日本語のお知らせ。 */
export const noticeTexts: NoticeTexts = {
	heldTitle: '本日開始しなかった作業',
	held: (workflows) => `本日の次の作業は開始していません: ${workflows.join('、')}`,
	openedTitle: 'ワークフローの失敗が続いています',
	opened: (workflow, again) => `「${workflow}」は失敗が続いているため休ませています${again ? `（次に試すのは ${again}）` : ''}。`,
	unstoppedTitle: '停止できていません',
	unstopped: (workflow, error) => `【実行が続いています】「${workflow}」を停止できませんでした（${error}）`,
	stopsAgain: '数分ごとに停止を試み直します。すぐに止めるには、n8n の Executions 画面から停止してください。',
	stoppedLateTitle: '停止しました',
	stoppedLate: (workflows) => `停止できていなかった実行を止めました: ${workflows.join('、')}`,
	reason: (text) => `理由: ${text}`,
};
