import { DateTime } from 'luxon';
import type { TimeZone } from '../../types';
import type { DecisionTexts } from '../decision';

const zoneName = (zone: TimeZone): string => (zone === 'Asia/Tokyo' ? '日本時間' : zone);

/** Questions in Japanese. */
export const decisionTexts: DecisionTexts = {
	time: (instant, zone) =>
		`${DateTime.fromISO(instant, { zone }).setLocale('ja').toFormat('M月d日(ccc) H:mm')}（${zoneName(zone)}）`,
	day: (instant, zone) => DateTime.fromISO(instant, { zone }).setLocale('ja').toFormat('M月d日(ccc)'),

	title: { low: 'ご判断をお願いします', medium: 'ご判断をお願いします', high: '【至急】ご判断をお願いします' },
	evidence: '判断材料',
	options: '選択肢',
	spend: (amount) => `費用見込み ${amount}`,
	probability: (percent) => `達成確率 ${percent}`,
	finish: (day) => `達成見込み ${day}`,
	effects: (effects) => effects.join('、'),
	recommended: (option) => `おすすめ：${option}`,
	risk: { low: 'リスク：低', medium: 'リスク：中', high: 'リスク：高' },
	deadline: (time) => `回答期限：${time}。期限までに回答がない場合は、何も実行しません。`,
	howToAnswer: (words) =>
		words
			? 'ボタンを押すか、このメッセージに「はい」「いいえ」または番号で返信してください。「却下 予算が足りない」のように理由も添えられます。'
			: 'ボタンを押すか、このメッセージに番号で返信してください。',
	emailHint: '次のリンクから回答できます。リンクを開いただけでは確定しません。',
	openPage: '🔎 くわしく見る（進捗・判断材料）',

	approved: (option, who, time) => `✅ 承認済み：${option}（${who}、${time}）`,
	rejected: (option, who, time) => `🚫 却下済み：${option}（${who}、${time}）`,
	expired: (time) => `⏰ 期限切れ：${time}までに回答がなかったため、何も実行していません。`,
	cancelled: 'この質問は取り下げられました。回答は不要です。',
	superseded: '計画が変わったため、この質問は無効になりました。新しい質問にお答えください。',
	reason: (text) => `理由：${text}`,

	recorded: (option) => `「${option}」で承りました。`,
	unauthorised: 'この質問に回答できるのは、指定された承認者だけです。',
	unknownOption: (option) => `「${option}」という選択肢はありません。表示されている番号からお選びください。`,
	repeated: (option, time) => `「${option}」とのご回答は、${time}にすでに承っています。`,
	alreadyDecided: (option, who, time) =>
		`この件はすでに決まっています：${option}（${who}、${time}）。今回の回答は反映されません。`,
	late: (time) => `回答期限（${time}）を過ぎています。何も実行していません。必要であれば、もう一度ご指示ください。`,
	forged: 'このボタンは確認できませんでした。最新の質問のボタンからお答えください。',
	notFound: 'この質問は記録に見つかりませんでした。何も実行していません。',
	unclear: {
		several_options: '「はい」「いいえ」だけでは、どの選択肢か決められません。番号でお答えください。',
		no_such_option: 'その選択肢はありません。表示されている番号からお選びください。',
		conditional:
			'条件付きの回答は受け付けられません。このまま進めてよければ「はい」または番号だけを、そうでなければ「却下」と理由をお送りください。',
	},
	whichQuestion: (questions) =>
		`回答待ちの質問が${questions.length}件あります。答えたい質問のメッセージに返信してください。\n${questions.map((text) => `・${text}`).join('\n')}`,

	page: {
		confirm: (option) => `「${option}」と回答しますか？`,
		reasonLabel: '理由（任意）',
		button: { approve: 'この内容で承認する', reject: 'この内容で却下する' },
		closed: 'このページは閉じてかまいません。',
		unavailable: 'ただいま記録を確認できません。何も実行していません。しばらくしてから、もう一度お試しください。',
	},
};
