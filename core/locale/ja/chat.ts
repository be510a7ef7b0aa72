import type { ChatTexts } from '../chat';

/** The bot's answers to commands in Japanese. */
export const chatTexts: ChatTexts = {
	help: [
		'使えるコマンド：',
		'/status 状況を見る',
		'/goals 目標の一覧',
		'/report いまのレポート（/report 2 のように番号でも指定できます）',
		'/pause 一時停止（/pause 2）',
		'/resume 再開（/resume 2）',
		'/stop すべて止める（/stop 理由）',
	].join('\n'),
	howToAnswer: '質問には、ボタンを押すか、質問のメッセージに番号で返信してお答えください。コマンドの一覧は /help です。',
	notAnApprover: (userId) =>
		`このボットは登録された承認者にだけお答えします。登録するには、settings の APPROVERS に telegram:${userId} を加えてください。`,
	noGoals: '進行中の目標はありません。',
	noSuchGoal: (number) => `${number}番の目標はありません。/goals で番号をご確認ください。`,
	goal: (number, instruction, status, until) => `${number}. 「${instruction}」：${status}（${until}まで）`,
	figures: (progress, target, rate, probability) =>
		` ${progress}／目標 ${target}（達成率 ${rate}${probability === null ? '' : `、達成確率 ${probability}`}）`,
	money: (spent, budget) => ` 費用 ${spent}${budget === null ? '' : `／予算 ${budget}`}`,
	waiting: (question) => ` ご回答待ち：${question}`,
	resting: (workflow, again) =>
		` 休止中：${workflow}${again === null ? '（次の実行で一度試します）' : `（${again} 以降に一度試します）`}`,
	retries: (used, budget) => ` 本日の再試行：${used}回（上限${budget}回）`,
	switchedOff: '自動実行は停止中です。/resume で再開します。',
	stopped: (goals, workflows, unbegun, isAll) => [
		isAll
			? 'すべて止めました。/resume までは何も始まりません。'
			: 'まだ止まっていないものがあります。/resume までは新しく何も始まりません。続いている実行は数分ごとに停止を試み直します。すぐに止めるには、n8n の Executions 画面から停止してください。',
		goals.length === 0 ? '進行中の目標はありませんでした。' : `止めた目標（${goals.length}件）：`,
		...goals.map((goal) => `・「${goal}」`),
		workflows.length === 0 ? '途中で止めた実行：なし' : `途中で止めた実行（${workflows.length}件）：${workflows.join('、')}`,
		...(unbegun.length === 0 ? [] : [`開始前に止めた実行（費用なし、${unbegun.length}件）：${unbegun.join('、')}`]),
	],
	notStopped: (goals, reason) =>
		`次の目標は止めきれず、実行が続いている可能性があります：${goals.map((goal) => `「${goal}」`).join('、')}（理由：${reason}）。もう一度 /stop をお試しください。新しい実行は始まりません。`,
	unstopped: (workflow, executionId, reason) =>
		`【実行が続いています】${workflow}${executionId === null ? '' : `（開始した実行 ${executionId}）`}：${reason}`,
	failed: (goals, reason) =>
		`${goals}件の目標には反映できませんでした（理由：${reason}）。そのまま動き続けています。もう一度お試しください。`,
	which: (instruction) => `・「${instruction}」`,
	paused: (goals) => `${goals}件の目標を一時停止しました。/resume までは何も始まりません。`,
	resumed: (goals) => `${goals}件の目標を再開しました。`,
	asksFirst: (goals) => `${goals}件の目標は、先にご確認が必要です。質問をお送りします。`,
	stillSwitchedOff:
		'ただし自動実行そのものが停止中（AUTO_EXECUTION_ENABLED）なので、何も始まりません。番号なしの /resume で再開します。',
	nothingToDo: '変更はありません。すでにその状態です。',
};
