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
	effectUnknown: '費用や効果は計算されていません',
	recommended: (option) => `おすすめ：${option}`,
	risk: { low: 'リスク：低', medium: 'リスク：中', high: 'リスク：高' },
	deadline: (time) => `回答期限：${time}。期限までに回答がない場合は、何も実行しません。`,
	deadlineDefault: (time, option) => `回答期限：${time}。期限までに回答がない場合は「${option}」になります。`,
	names: (names) => names.join('、'),
	quorum: (approvals, quorum) =>
		approvals < quorum
			? `承認 ${approvals}/${quorum}名（あと${quorum - approvals}名の承認が必要です。却下は1名で決まります）`
			: `承認 ${approvals}/${quorum}名`,
	voted: (option, who, time) => `・${who}：${option}（${time}）`,
	split: '承認者の選択が分かれているため、どの選択肢も必要な人数に届きません。このまま期限を過ぎると、何も実行しません。',
	howToAnswer: (words) =>
		words
			? 'ボタンを押すか、このメッセージに「はい」「いいえ」または番号で返信してください。「却下 予算が足りない」のように理由も添えられます。'
			: 'ボタンを押すか、このメッセージに番号で返信してください。',
	emailHint: '次のリンクから回答できます。リンクを開いただけでは確定しません。',
	openPage: '🔎 くわしく見る（進捗・判断材料）',

	approved: (option, who, time) => `✅ 承認済み：${option}（${who}、${time}）`,
	rejected: (option, who, time) => `🚫 却下済み：${option}（${who}、${time}）`,
	expired: (time) => `⏰ 期限切れ：${time}までに回答がなかったため、何も実行していません。`,
	expiredDefault: (time, option) => `⏰ 期限切れ：${time}までに回答がなかったため、「${option}」としました。`,
	cancelled: 'この質問は取り下げられました。回答は不要です。',
	superseded: '計画が変わったため、この質問は無効になりました。新しい質問にお答えください。',
	reason: (text) => `理由：${text}`,

	recorded: (option) => `「${option}」で承りました。`,
	recordedVote: (option) => `「${option}」との回答を承りました。`,
	ownRequest: 'ご自身の依頼には、ご自身では回答できません。ほかの承認者の回答をお待ちください。',
	alreadyVoted: (option, time) => `${time}に「${option}」と回答済みです。最初の回答が有効で、変更はできません。`,
	unauthorised: 'この質問に回答できるのは、指定された承認者だけです。',
	unknownOption: (option) => `「${option}」という選択肢はありません。表示されている番号からお選びください。`,
	repeated: (option, time) => `「${option}」とのご回答は、${time}にすでに承っています。`,
	alreadyDecided: (option, who, time) =>
		`この件はすでに決まっています：${option}（${who}、${time}）。今回の回答は反映されません。`,
	lateDefault: (time, option) => `回答期限（${time}）を過ぎたため、「${option}」になりました。今回の回答は反映されません。`,
	lateOfGoal: (time) =>
		`回答期限（${time}）を過ぎています。何も実行していません。目標は一時停止しています。再開するには、Telegram で /resume を送るか、n8n で Resume を実行してください。`,
	late: (time) => `回答期限（${time}）を過ぎています。何も実行していません。必要であれば、もう一度ご指示ください。`,
	forged: 'このボタンは確認できませんでした。最新の質問のボタンからお答えください。',
	notFound: 'この質問は記録に見つかりませんでした。何も実行していません。',
	unclear: {
		option_or_value: '金額か選択肢の番号か判断できません。選択肢はボタンで、金額は「1円」のように単位を付けてお答えください。',
		several_options: '「はい」「いいえ」だけでは、どの選択肢か決められません。番号でお答えください。',
		no_such_option: 'その選択肢はありません。表示されている番号からお選びください。',
		conditional:
			'条件付きの回答は受け付けられません。このまま進めてよければ「はい」または番号だけを、そうでなければ「却下」と理由をお送りください。',
	},
	whichQuestion: (questions) =>
		`回答待ちの質問が${questions.length}件あります。答えたい質問のメッセージに返信してください。\n${questions.map((text) => `・${text}`).join('\n')}`,

	input: {
		prompt: (option, hint) => `「${option}」の内容を、このメッセージへの返信でお送りください。${hint}`,
		money: (currency) => `金額（${currency}）を1つだけ、数字でお願いします。例：40万、400,000`,
		number: (unit) => `数字を1つだけお願いします${unit === '' ? '' : `（単位：${unit}）`}。例：20`,
		text: (maxLength) => `${maxLength}文字以内の文章でお願いします。`,
		limits: (least, most) =>
			`（${[least === null ? '' : `${least}以上`, most === null ? '' : `${most}以下`].filter((part) => part !== '').join('、')}）`,
		problem: {
			not_a_number: '数字として読み取れませんでした。',
			other_unit: '通貨や単位が異なります。',
			too_small: '小さすぎます。',
			too_large: '大きすぎます。',
			too_long: '長すぎます。',
			empty: '内容がありません。',
		},
		asked: '内容を入力',
	},

	page: {
		confirm: (option) => `「${option}」と回答しますか？`,
		reasonLabel: '理由（任意）',
		button: { approve: 'この内容で承認する', reject: 'この内容で却下する' },
		closed: 'このページは閉じてかまいません。',
		unavailable: 'ただいま記録を確認できません。何も実行していません。しばらくしてから、もう一度お試しください。',
	},
};
