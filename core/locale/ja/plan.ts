import type { MetricName } from '../../types';
import type { PlanText } from '../planText';

/** 数え方。 */
const COUNTERS: ReadonlyMap<string, string> = new Map([
	['email', '通'],
	['trial', '件'],
	['post', '件'],
	['call', '件'],
	['message', '通'],
	['follower', '人'],
	['lead', '件'],
]);

const SOURCES: ReadonlyMap<string, string> = new Map([
	['whop', 'Whopの実績'],
	['ledger', '台帳の実績'],
	['input', '入力された実績'],
	['catalog', 'ワークフロー一覧の設定'],
]);

const METRICS: Readonly<Record<MetricName, string>> = {
	revenue: '売上',
	profit: '利益',
	new_customers: '新規顧客',
	members: '会員',
	followers: 'フォロワー',
	trials: 'トライアル',
	leads: '見込み客',
	churn_rate: '解約率',
	conversion_rate: '成約率',
};

/** Plans in Japanese. */
export const planText: PlanText = {
	metric: METRICS,
	source: (source) => SOURCES.get(source) ?? source,
	quote: (name) => `「${name}」`,
	separator: '、',
	unit: (count, unit) => `${count}${COUNTERS.get(unit) ?? '件'}`,
	count: (count, metric) => `${count}${metric === 'trials' || metric === 'leads' ? '件' : '人'}`,
	target: (value, metric) => `${METRICS[metric]}${value}`,
	goal: (target, first, last, days) => `目標：${first}〜${last}の${days}日間で${target}（ご指示より）。`,
	progress: (progress, missing) => `現在${progress}なので、残りは${missing}です。`,
	notAdjusted: (metric) =>
		`${metric}は各ワークフローの効果に分けて測れないため、予測と報告のみ行います。結果に応じた計画の自動調整や、異常値・大幅な遅れの確認は行いません（予算超過の確認は行います）。`,
	reached: (progress) => `現在${progress}で、目標はすでに達成しています。新しい実行は計画しません。`,
	perDay: (amount, missing, days) => `必要なペースは1日あたり${amount}です（${missing}÷${days}日）。`,
	uneven: (average, least, most) => `必要なペースは平均で1日あたり${average}、日ごとの目標は${least}〜${most}です。`,
	customers: (value, source, perDay, total) =>
		`お客様1人あたり${value}（${source}）なので、1日${perDay}人、期間中に${total}人の成約が必要です。`,
	organic: (amount, source, days) => `何もしなくても1日約${amount}が見込めます（${source}、直近${days}日の平均）。`,
	allocation: (name, perDay, days, total) => `${name}：1日${perDay} × ${days}日 ＝ ${total}`,
	allocationUneven: (name, perDay, days, total) => `${name}：1日平均${perDay}、${days}日で${total}`,
	conversion: (rate, perDay, total, source, cost) => `、成約率${rate}（${source}）で1日${perDay}人、計${total}人。費用${cost}。`,
	brings: (total, source, cost) => `、見込み${total}（${source}）。費用${cost}。`,
	unmeasured: (cost) => `（この目標への効果は測れません）。費用${cost}。`,
	fromCatalog: '一覧の設定値',
	fromPlan: '計画の見込み',
	fromRuns: (actions) => `過去${actions}件の結果を反映`,
	more: (count, cost) => `ほか${count}個のワークフロー：費用${cost}。`,
	cost: (cost) => `費用は合計${cost}の見積もりです。`,
	costOfBudget: (cost, budget, share) => `費用は合計${cost}の見積もりです（予算${budget}の${share}）。`,
	forecast: (value, low, high, probability, courses) =>
		`期間末の見込みは${value}（90%の確率で${low}〜${high}）、達成の確率は${probability}です（${courses}通りの試算）。`,
	short: (aim, limits) => `目安の${aim}には届きません。${limits.join('')}`,
	limit: {
		budget: (rule, without) =>
			`${{ goal: '予算', daily: '1日の支出上限', weekly: '週の支出上限', monthly: '月の支出上限' }[rule]}がなければ${without}になります。`,
		capacity: (name) => `「${name}」は1日の上限まで使っています。上限を増やすか、ワークフローを追加すると上がります。`,
		time: (days, probability) => `期限を${days}日延ばすと${probability}になります。`,
		leftOut: (name, reason) =>
			`「${name}」は${
				{
					excluded: 'ご指示により',
					disabled: '無効のため',
					denied: '顧客データを削除するため',
					unreadable: '一覧の数値が正しくないため',
					unknown_cost: '費用が未設定のため',
					other_metric: 'この目標に直接つながらないため',
					too_late: '効果が期限に間に合わないため',
					no_capacity: '1日の上限が0のため',
					dependency: '前提のワークフローが使えないため',
				}[reason]
			}使っていません。`,
	},
	late: (names) => `${names}の終盤の実行は、成約が期間の後になる分があります（見込みには数えていません）。`,
	nothing: 'この目標に使えるワークフローがないため、実行の予定はありません。',
	risk: (text, probability) => `主なリスク：${text}（確率${probability}）。`,
	risks: {
		conversion: (name, rate) => `「${name}」の成約が想定（${rate}）より少ないために、目標に届かない`,
		organic: (amount) => `何もしなくても入る分が想定（1日${amount}）より少ないために、目標に届かない`,
		failure: (name) => `「${name}」の実行が期間中に1回以上失敗する`,
	},
	options: {
		start: '計画どおり実行する',
		withoutMassSend: (names) => `大量送信（${names}）を除いて実行する`,
		smaller: (share) => `規模を${share}減らして実行する`,
		doNotRun: '実行しない',
		raiseBudget: (share, budget) => `予算上限を引き上げる（+${share}、${budget}まで）`,
		shrink: (share) => `実行を縮小する（-${share}）`,
		stopRest: '残りの実行を止める',
		keep: (share) => `現状維持（リスクあり：予算を${share}超える見込み）`,
	},
};
