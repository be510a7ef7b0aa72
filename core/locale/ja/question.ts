import type { QuestionTexts } from '../question';

const quoted = (names: readonly string[]): string => `「${names.join('」「')}」`;

/** The loop's questions in Japanese. */
export const questionTexts: QuestionTexts = {
	planApproval: (instruction) => `「${instruction}」の計画を実行してよろしいですか？`,
	why: (reason) => `確認の理由：${reason}`,
	overrun: (share) => `予算超過の可能性が検出されました（${share}超過見込み）。どうしますか？`,
	overrunFree: (forecast) => `費用をかけない予定の目標で、${forecast}の費用がかかる見込みです。どうしますか？`,
	overrunEvidence: (budget, forecast, spent) => [
		`予算：${budget}`,
		`このまま進めた場合の費用見込み：${forecast}`,
		`これまでの費用：${spent}`,
	],
	agreedBefore: (amount) => `以前に了承いただいた${amount}でも足りない見込みです`,
	room: (workflows, budget) =>
		`調整の範囲：承認いただくと、効果を試しながら、結果に応じて次の範囲で配分を自動で変えます（${workflows}、合計${budget}まで）。この範囲内では再度確認しません。`,
	roomItem: (name, most) => `${name} 1日${most}件まで`,
	goOn: '予算内でできるだけ続ける',
	raise: (budget) => `予算を${budget}に引き上げる`,
	leaveOut: (workflows) => `${quoted(workflows)}を外して続ける`,
	anomaly: (workflow) => `「${workflow}」の結果がいつもと大きく異なります。どうしますか？`,
	anomalyEvidence: (came, expected, sigma) => [
		`昨日の成約：${came}件（想定は約${expected}件）`,
		`普段の日から標準偏差${sigma}個分（ロバスト推定）離れています`,
	],
	farBehind: (probability) => `目標から大きく遅れています（達成確率${probability}）。どうしますか？`,
	farBehindEvidence: (achieved, days) => [`現在の達成率：${achieved}`, `残り日数：${days}日`],
	moreRoom: (now, then) =>
		`自動で行える範囲を超える調整が必要です。計画を変更してよいですか？（達成確率：現在${now} → 変更後${then}）`,
	change: (workflow, before, after) => `${workflow}：1日${before}件 → ${after}件`,
	adapt: '計画を変更し、各ワークフローの上限と予算の範囲で調整する',
	adaptOnce: 'この内容に計画を変更し、次の大きな変更の前にまた確認する',
	smallOnly: '小さな調整だけにする',
	rateLimit: (workflows) => `${quoted(workflows)}が外部サービスの利用上限（レートリミット）で止まりました。どうしますか？`,
	retryTomorrow: '今日はこのまま飛ばし、明日から続ける',
	pauseGoal: 'この目標を一時停止する',
};
