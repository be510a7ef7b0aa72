import type { QuestionTexts } from '../question';

/** The loop's questions in Japanese. */
export const questionTexts: QuestionTexts = {
	planApproval: (instruction) => `「${instruction}」の計画を実行してよろしいですか？`,
	why: (reason) => `確認の理由：${reason}`,
	overrun: (share) => `予算超過の可能性が検出されました（${share}超過見込み）。どうしますか？`,
	overrunEvidence: (budget, forecast, spent) => [
		`予算：${budget}`,
		`このまま進めた場合の費用見込み：${forecast}`,
		`これまでの費用：${spent}`,
	],
	rateLimit: (workflow) => `「${workflow}」が外部サービスの利用上限（レートリミット）で止まりました。どうしますか？`,
	retryTomorrow: '今日はこのまま飛ばし、明日から続ける',
	pauseGoal: 'すべて停止する',
};
