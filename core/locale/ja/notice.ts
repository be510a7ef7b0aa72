import type { NoticeTexts } from '../notice';

/** 日本語のお知らせ。 */
export const noticeTexts: NoticeTexts = {
	heldTitle: '本日見送った実行',
	held: (workflows) => `本日は次の実行を見送っています：${workflows.join('、')}`,
	shortenedTitle: '件数を減らして実行しています',
	shortened: (workflow, actions) =>
		`「${workflow}」は、ほかの目標の分と合わせて1日の上限に達するため、本日は${actions}件だけ実行します。`,
	openedTitle: 'ワークフローを一時休止しました',
	opened: (workflow, again) =>
		`「${workflow}」は失敗したため、しばらく実行を控えます${again ? `（${again} 以降に一度試します）` : ''}。`,
	unstoppedTitle: '停止できていません',
	unstopped: (workflow, error) => `【実行が続いています】「${workflow}」を停止できませんでした（${error}）`,
	stopsAgain: '数分ごとに停止を試み直します。すぐに止めるには、n8n の Executions 画面から停止してください。',
	switchedOffTitle: '自動実行の停止中です',
	switchedOff: (workflows) => `設定 AUTO_EXECUTION_ENABLED が false のため、途中の実行を止めました：${workflows.join('、')}`,
	switchOn: 'true に戻すまで、新しい実行は始まりません。',
	deniedTitle: '一部を除いて再開しました',
	denied: '目標を再開しましたが、次の理由で始められない実行があります。',
	stoppedLateTitle: '停止しました',
	stoppedLate: (workflows) => `停止できていなかった実行を止めました：${workflows.join('、')}`,
	reason: (text) => `理由：${text}`,
};
