import { UNSAID_REASON } from '../../execution/unsaidReason';
import { formatNumber } from '../format';
import type { ReportTexts } from '../report';

/** A time a person took, in the unit that suits it. */
const inWords = (minutes: number): string => {
	if (minutes === 0) return '1分未満';
	if (minutes < 60) return `${minutes}分`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours}時間` : `${Math.round(hours / 24)}日`;
};

const unsaid: ReadonlyMap<string, string> = new Map([
	[UNSAID_REASON.byHand, '手動での操作'],
	[UNSAID_REASON.stoppedByHand, '手動での停止'],
	[UNSAID_REASON.stoppedInChat, 'チャットからの停止'],
]);

/** Reports in Japanese. */
export const reportTexts: ReportTexts = {
	title: {
		daily: '日次レポート',
		weekly: '週次レポート',
		final: '最終レポート',
		stop: '自動実行を止めました',
		notice: 'お知らせ',
	},
	status: {
		draft: '準備中',
		awaiting_decision: 'ご判断待ち（回答があるまで何も実行しません）',
		running: '実行中',
		paused: '停止中（新しい実行は始まりません）',
		achieved: '達成',
		missed: '未達',
		cancelled: '中止',
	},
	titleOf: (title, first, last) => `${title} ${first ? `${first}〜` : ''}${last}`,
	instruction: (text) => `ご指示：「${text}」`,
	statusLine: (status) => `状態：${status}`,
	progress: (metric, value, target, rate) => `${metric}：${value}（目標 ${target}、達成率 ${rate}）`,
	unmeasured: (metric, target) => `${metric}：まだ記録がなく、進み具合は分かりません（目標 ${target}）`,
	brought: {
		daily: (metric, value, day) => `${day}の${metric}：${value}`,
		weekly: (metric, value) => `この7日間の${metric}：${value}`,
	},
	pace: (expected, ratio) => `昨日までの計画：${expected}（実績は計画の${ratio}）`,
	forecast: (value, low, high, probability) => `見込み：${value}（90%の確率で ${low}〜${high}）、達成確率 ${probability}`,
	cost: (spent, budget) => `費用（累計）：${spent}${budget ? `（予算 ${budget}）` : ''}`,
	trend: (blocks, first, last) => `推移（${first.replace('-', '/')}〜${last.replace('-', '/')}）：${blocks}`,
	rateMissing: (setting) => `日ごとの推移は、為替レートの設定 ${setting} がないため表示できません`,
	runs: (
		name,
		{ succeeded, failed, retrying, running, stopped, held, heldBecause, actions, conversions, revenue, cost, uncertain },
	) => {
		const endings = [
			...(succeeded > 0 ? [`${succeeded}回成功`] : []),
			...(failed > 0 ? [`${failed}回失敗`] : []),
			...(retrying > 0 ? [`${retrying}回は失敗し再試行待ち`] : []),
			...(running > 0 ? [`${running}回は実行中`] : []),
			...(stopped > 0 ? [`${stopped}回は途中で停止`] : []),
			...(held > 0 ? [`${held}回は見送り（${heldBecause}）`] : []),
		];
		const details = [
			...(actions > 0 ? [`計${formatNumber(actions)}件`] : []),
			...(conversions === null ? [] : [`成約${formatNumber(conversions)}件`]),
			...(revenue === null ? [] : [`売上${revenue}`]),
			...(cost === null ? [] : [`費用${cost}`]),
			...(uncertain === null ? [] : [`費用が未確定の分 ${uncertain}`]),
		];
		return `・${name}：${endings.join('、') || '実行待ち'}${details.length > 0 ? `（${details.join('、')}）` : ''}`;
	},
	runsTitle: '実行したワークフロー：',
	noRuns: '実行したワークフロー：なし',
	resting: (workflow, again, error) =>
		`休止中：「${workflow}」${again ? `（${again} 以降に一度試します）` : '（次の実行で一度試します）'}${error ? ` 理由：${error}` : ''}`,
	retries: (used, budget) => `本日の再試行：${used}回（上限${budget}回）`,
	efficiency: (succeeded, rate, seconds, budgetUse) => {
		const details = [...(rate === null ? [] : [`成功率${rate}`]), ...(seconds === null ? [] : [`平均${seconds}秒`])];
		const budget = budgetUse === null ? '' : `、予算使用率${budgetUse}`;
		return `実行効率：成功${succeeded}回${details.length > 0 ? `（${details.join('、')}）` : ''}${budget}`;
	},
	deciding: (questions, minutes, automatic) =>
		[
			`意思決定：ご確認${questions}回`,
			...(minutes === null ? [] : [`回答まで${inWords(minutes)}（中央値）`]),
			...(automatic === null ? [] : [`自動実行率${automatic}`]),
		].join('、'),
	chartAttached: (file) => `グラフは添付ファイル（${file}）をご覧ください。`,
	decision: (question, answer) => `・${question} → ${answer}`,
	decisionsTitle: 'ご判断：',
	answeredBy: (label, who, minutes) => `「${label}」（${who}、${minutes === 0 ? 'すぐに回答' : `${inWords(minutes)}後に回答`}）`,
	decisionStatus: {
		pending: '回答待ち',
		approved: '承認',
		rejected: '却下',
		expired: '期限切れ。何も実行していません',
		cancelled: '取り下げ',
		superseded: '内容が変わったため無効',
	},
	next: (name, actions) => `・${name}：${formatNumber(actions)}件`,
	nextTitle: { daily: (day) => `${day}の予定：`, weekly: (day) => `${day}からの7日間の予定：` },
	nextNothing: '今後の予定：なし',
	nextAfterEnd: '今後の予定：この目標の自動実行は終了しました。続ける場合は、新しい目標をお送りください。',
	howToResume: '再開するには、Telegram で /resume を送るか、n8n で Resume を実行してください。',
	stoppedTitle: '途中で止めた実行：',
	stopped: (workflow, actions, since) =>
		`・${workflow}：${formatNumber(actions)}件（${since ? `${since} 開始` : '開始前のため費用はかかっていません'}）`,
	stoppedNothing: '途中で止めた実行：なし（実行中のものはありませんでした）',
	waiting: (question) => `ご回答をお待ちしています：${question}`,
	reason: (text) => `理由：${unsaid.get(text) ?? text}`,
	profile: {
		conservative: '最適化レベル：慎重（小さな調整だけ自動で行い、それ以外は確認します）',
		balanced: '最適化レベル：標準（承認された範囲内で自動調整し、超える場合は確認します）',
		aggressive: '最適化レベル：積極（承認された範囲内で多めに試しながら自動調整し、超える場合は確認します）',
	},
	adjustmentsTitle: '自動で調整した内容：',
	adjustment: (name, before, after, reason) => `・${name}：${formatNumber(before)}件 → ${formatNumber(after)}件（${reason}）`,
	adjustmentReason: {
		behind: '予定より遅れているため',
		ahead: '予定より進んでいるため費用を節約',
		learned: 'これまでの結果から',
		explore: '効果を確かめるため',
		too_late: '期間内に効果が出にくいため',
		failing: '失敗が続いているため',
		budget: '予算内に収めるため',
	},
	learning: ({ all, partly, never }, effect, speed) => {
		const limits = [
			...(partly > 0 ? [`${partly}回は終了までの分のみ測定`] : []),
			...(never > 0 ? [`${never}回は測定できず`] : []),
		];
		return [
			`自動調整：計${all}回${limits.length > 0 ? `（うち${limits.join('、')}）` : ''}`,
			...(effect ? [`効果（実績からの推計）${effect}`] : []),
			...(speed ? [`学習速度${speed}`] : []),
		].join('、');
	},
};
