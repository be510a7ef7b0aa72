import type { DecisionsPageTexts } from '../decisionsPage';

const compact = new Intl.NumberFormat('ja', { notation: 'compact', maximumFractionDigits: 1 });

/** The decisions page in Japanese. */
export const decisionsPageTexts: DecisionsPageTexts = {
	title: '判断の一覧',
	skip: '回答待ちの質問へ',
	access: (who, until) => `${who} としてのページです。このリンクは ${until} まで使えます。ほかの人には渡さないでください。`,
	pending: '回答をお待ちしています',
	nothingPending: '回答待ちの質問はありません。',
	past: 'これまでの判断',
	count: (count) => `${count}件`,
	goals: '目標の進み具合',
	otherQuestions: 'そのほかの質問',
	refresh: '最新の状態を表示',

	kind: {
		plan_approval: '計画の承認',
		budget_overrun: '予算超過',
		far_behind: '進捗の遅れ',
		anomaly: '異常な値',
		rate_limited: 'API の制限',
		parameter_change: '設定の変更',
		custom: '確認',
	},
	status: {
		pending: '回答待ち',
		approved: '承認',
		rejected: '却下',
		expired: '期限切れ',
		cancelled: '取り下げ',
		superseded: '無効',
	},
	urgent: '至急',
	timeLeft: (milliseconds) => {
		const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
		const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
		if (days > 0) return `あと${days}日${hours}時間`;
		return hours > 0 ? `あと${hours}時間${minutes % 60}分` : `あと${minutes}分`;
	},
	deadline: '回答期限',
	choose: '回答を選んでください',
	approves: '承認',
	refuses: '却下',
	recommended: 'おすすめ',
	effect: { spend: '費用見込み', probability: '達成確率', finish: '達成見込み' },
	number: (unit, least, most) => {
		const range = least !== null && most !== null ? `${least}〜${most}` : least !== null ? `${least}以上` : most && `${most}以下`;
		const limits = [unit, range].filter((part) => part !== null && part !== '').join('、');
		return limits === '' ? '数値' : `数値（${limits}）`;
	},
	text: '内容',
	submit: 'この内容で回答する',
	silence: '期限までに回答がない場合は、何も実行しません。',
	silenceChooses: (option) => `期限までに回答がない場合は「${option}」になります。`,
	answeredAlready: (option) => `「${option}」と回答済みです。ほかの承認者の回答を待っています。`,

	record: '記録',
	quorum: (agreed, needed) => `承認 ${agreed}／${needed}人`,
	asked: '質問を記録',
	sent: (who) => `${who} に送信`,
	notSent: (who) => `${who} には届きませんでした`,
	escalated: (level) => `エスカレーション ${level}段階目`,
	nextReminder: (time) => `次のお知らせ：${time}`,
	voted: (who, option) => `${who} の回答：${option}`,
	applied: '回答を実行に反映',
	digest: '実行内容の照合値',

	progress: {
		heading: '進捗',
		reached: '現在の値',
		target: (value) => `目標 ${value}`,
		pace: '計画に対して',
		expected: (value) => `計画 ${value}`,
		forecast: '着地の予測',
		interval: (low, high) => `90％区間 ${low}〜${high}`,
		probability: '達成確率',
		cost: '費用',
		budget: (value) => `予算 ${value}`,
	},
	chart: {
		caption: (metric) => `${metric}の推移（累計）`,
		summary: (actual, target, expected, forecast) =>
			`進捗のグラフ。実績は${actual}、現時点の計画は${expected}、目標は${target}。${forecast ? `予測は${forecast}。` : ''}数値は下の表にあります。`,
		expected: '計画',
		actual: '実績',
		forecast: '予測（90％区間）',
		target: '目標',
		today: '現在',
		table: '数値を表で見る',
		dayColumn: '日',
		end: '期間の終わり（予測）',
		short: (value) => compact.format(value),
		day: (day) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`,
	},

	refused: {
		expired: 'このリンクの有効期限が切れています。最新の質問のリンクから開いてください。何も実行していません。',
		forged: 'このリンクまたは回答を確認できませんでした。何も実行していません。最新の質問のリンクから開いてください。',
		type: 'この形式の回答は受け付けられません。ページのボタンからお答えください。何も実行していません。',
		size: '回答が長すぎます。何も実行していません。理由を短くして、もう一度お答えください。',
		unknown:
			'記録を確認できず、回答が記録されたかどうかが分かりません。しばらくしてからこのページを開き直し、結果をご確認ください。',
	},
};
