import type { GoalTexts } from '../../../goal/texts';

const figure = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 4 });

/** Questions about instructions, in Japanese. */
export const JA_TEXTS: GoalTexts = {
	money: (amount, currency) =>
		currency === null
			? figure.format(amount)
			: currency === 'JPY'
				? `${figure.format(amount)}円`
				: `${figure.format(amount)} ${currency}`,
	count: (value) => figure.format(value),
	day: (day) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日'),
	days: (first, last) => `${JA_TEXTS.day(first)}から${JA_TEXTS.day(last)}まで`,
	points: (points) => `${points > 0 ? '+' : '−'}${figure.format(Math.abs(points))}ポイント`,
	change: (text) => `今より${text}の変化`,
	metrics: {
		revenue: '売上',
		profit: '利益',
		new_customers: '新規顧客',
		members: '会員',
		followers: 'フォロワー',
		trials: 'トライアル',
		leads: 'リード',
		churn_rate: '解約率',
		conversion_rate: 'コンバージョン率',
	},
	questions: {
		text_too_long: '指示が長すぎます。2,000文字以内で書いてください。',
		target_missing: '目標の数字が読み取れませんでした。いくら(または何件)を目指しますか?',
		target_conflict: '目標の数字が複数あります。どれを目標にしますか?',
		target_range: '目標に幅があります。どちらを目標にしますか?',
		target_not_positive: '目標は0より大きい数字にしてください。いくらを目指しますか?',
		metric_missing: '何の数字を目標にしますか?',
		period_missing: 'いつまでに達成しますか?',
		period_conflict: '期間が複数あります。どれですか?',
		period_ambiguous: '期限が二通りに読めます。どちらですか?',
		deadline_past: '期限がすでに過ぎています。いつまでに達成しますか?',
		currency_conflict: '通貨が複数あります。どの通貨の目標ですか?',
		currency_ambiguous: 'どの通貨ですか?',
		budget_not_positive: '予算は0より大きい金額にしてください。予算はいくらですか?',
		goal_negated: '「しない」という指示に読めます。この目標を実行しますか?',
		rate_ambiguous: '率の変化が二通りに読めます。割合での変化ですか、ポイントでの変化ですか?',
		clock_time: '目標の期間は1日単位で、その日の24時までです。どの日の終わりまでにしますか?',
		term_unknown: 'この「期」は何月何日から何月何日までですか?日付で教えてください。',
		workflow_unknown: 'この名前のワークフローは一覧(workflow_catalog)にありません。どのワークフローのことですか?',
		workflow_doubtful: 'このワークフローを使うのか使わないのか、はっきり読み取れませんでした。どちらですか?',
		target_per_day: '「1日(週・月)あたり」の目標に読めます。期間全体ではいくらを目指しますか?',
		base_mismatch: '比べる期間と目標の期間の長さが違います。目標の数字はいくらですか?',
		baseline_missing: '比べる元の期間の実績がありません。目標の数字はいくらですか?',
		metric_unrecorded:
			'この数字はまだ誰も記録していないため、進み具合を測れません。ワークフロー04の「Record the Figures」に1日1回、指標・日付・値・単位を送って記録を始めてから、もう一度ご指示ください。別の指標(売上、新規顧客、会員など)を目標にすることもできます。',
		level_unknown:
			'今の値がまだ記録されていないため、どれだけ足りないか計算できません。ワークフロー04で1回記録してから、もう一度ご指示ください。',
		level_or_gain: '今の数がすでにその目標以上です。全部で何人を目指しますか?(「○人増やす」か、合計の人数で書いてください)',
		whole_or_more:
			'期間全体の合計か、これから先の分か、二通りに読めます。どちらですか?(これから先の分なら、期間を「今日から」として書いてください)',
	},
	goal: (metric, target, first, last, budget) =>
		`${JA_TEXTS.days(first, last)}に${JA_TEXTS.metrics[metric]}${target}を達成する。${budget === null ? '' : `予算は${budget}以内。`}`,
	useOrNot: ['使う', '使わない'],
	inAllOrMore: (amount) => [`期間全体で${amount}`, `これから先に${amount}`],
	yesNo: ['実行する', '実行しない'],
};
