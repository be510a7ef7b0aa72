import { formatNumber, formatPercent } from '../format';
import type { PolicyText } from '../policyText';

/** なぜ許可・確認・拒否になったか。 */
export const policyText: PolicyText = {
	'auto-execution-off': () => '自動実行が停止中です（設定 AUTO_EXECUTION_ENABLED）',
	'deletes-customer-data': ({ subject }) => `「${subject}」は顧客データを削除するため、自動では実行しません`,
	'unknown-workflow': ({ subject }) => `「${subject}」はワークフロー一覧にありません`,
	'disabled-workflow': ({ subject }) => `「${subject}」は無効になっています`,
	'unknown-cost': ({ subject }) => `「${subject}」は費用が分からないため実行しません`,
	'daily-capacity': ({ subject, facts }) =>
		`「${subject}」は、ほかの目標の分と合わせて1日の上限${formatNumber(facts.dailyCapacity)}件に達しています`,
	'daily-ceiling': ({ facts }) =>
		`1日の支出上限${formatNumber(facts.dailyCeiling)}を超えます（${formatNumber(facts.spentInDay)}になります）`,
	'weekly-ceiling': ({ facts }) =>
		`週の支出上限${formatNumber(facts.weeklyCeiling)}を超えます（${formatNumber(facts.spentInWeek)}になります）`,
	'monthly-ceiling': ({ facts }) =>
		`月の支出上限${formatNumber(facts.monthlyCeiling)}を超えます（${formatNumber(facts.spentInMonth)}になります）`,
	'goal-ceiling': ({ facts }) =>
		`この目標の予算${formatNumber(facts.goalCeiling)}を超えます（${formatNumber(facts.spentOnGoal)}になります）`,
	'failing-workflow': ({ subject }) => `「${subject}」は最近の失敗が多いため、しばらく休ませています（時間をおいて試します）`,
	security: ({ subject }) => `「${subject}」はセキュリティに関わるため確認が必要です`,
	'new-api': ({ subject }) => `「${subject}」は初めて使う外部サービスにつながります`,
	'first-use': ({ subject }) => `「${subject}」を動かすのは初めてです`,
	'mass-send': ({ subject, facts }) =>
		`「${subject}」で${formatNumber(facts.sends)}件を送信します（${facts.sendsOfPlan > facts.sends ? `計画全体で${formatNumber(facts.sendsOfPlan)}件、` : ''}${facts.sendsOfAll > facts.sendsOfPlan ? `ほかの目標と合わせて${formatNumber(facts.sendsOfAll)}件、` : ''}確認なしの上限は${formatNumber(facts.massSendLimit)}件）`,
	'over-budget': ({ facts }) =>
		`予算を${formatPercent(facts.overrun)}超える見込みです（確認なしの上限は${formatPercent(facts.overrunLimit)}）`,
	'nothing-to-run': () => '目標に向けて動かせるワークフローがありません',
	'strategic-change': ({ subject, facts }) =>
		Number.isFinite(facts.change)
			? `「${subject}」を${formatPercent(facts.change)}変えるのは大きな方針変更です`
			: `計画になかった「${subject}」を始めるのは大きな方針変更です`,
	'noticeable-change': ({ subject, facts }) =>
		`「${subject}」の変更幅${formatPercent(facts.change)}は、確認なしの範囲(±${formatPercent(facts.autoAdjustLimit)})を超えます`,
	anomaly: ({ subject, facts }) => `「${subject}」の結果がいつもと大きく違います(標準偏差の${formatNumber(facts.sigma)}倍)`,
	'rate-limited': ({ subject }) => `「${subject}」がサービス側の利用制限で止まりました`,
	'far-behind': () => '目標から大きく遅れています',
	'too-many-retries': ({ subject, facts }) => `「${subject}」は再試行の上限(${formatNumber(facts.maxRetries)}回)に達しました`,
	'known-workflow': ({ subject }) => (subject === '' ? '予算と上限の範囲内です' : `「${subject}」は実績のあるワークフローです`),
	'approved-step': () => '承認済みの計画どおりの実行です',
	'small-change': ({ facts }) => `変更幅${formatPercent(facts.change)}は確認なしの範囲内です`,
	retry: ({ facts }) => `再試行${formatNumber(facts.retries)}回目です(上限${formatNumber(facts.maxRetries)}回)`,
	'on-track': () => '想定の範囲内です',
	'read-and-record': () => '読み取り・記録・報告は確認なしで行います',
	default: () => '当てはまる規則がないため確認します',
};
