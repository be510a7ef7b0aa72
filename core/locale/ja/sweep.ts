import type { SweepTexts } from '../sweep';

const length = (minutes: number): string => {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	if (hours === 0) return `${rest}分`;
	return rest === 0 ? `${hours}時間` : `${hours}時間${rest}分`;
};

/** Reminders, escalations and expiries in Japanese. */
export const sweepTexts: SweepTexts = {
	reminder: {
		low: '⏰ ご回答をお待ちしています',
		medium: '⏰ ご回答をお待ちしています',
		high: '⏰【至急】ご回答をお待ちしています',
	},
	escalation: {
		low: '🔔 回答がないため、あなたにもご判断をお願いします',
		medium: '🔔 回答がないため、あなたにもご判断をお願いします',
		high: '🔔【至急】回答がないため、あなたにもご判断をお願いします',
	},
	expiry: '⏰ 期限切れのお知らせ',
	timeLeft: (minutes) => `回答期限まで、あと${length(minutes)}です。`,
	asked: (names, since) => `${since}に${names}へお尋ねしましたが、まだ回答がありません。`,
	alsoMayAnswer: '先にお尋ねした方も、引き続き回答できます。',
	unreached: (names) => `次の方にはメッセージが届いていません：${names}`,
	openPage: '次のページから回答できます。ページを開いただけでは確定しません。',
	seeFirstEmail: '先にお送りしたメールのリンクから回答できます。',
	resumeGoal:
		'目標は一時停止しています。再開するには、Telegram で /resume を送るか、n8n で Resume を実行してください。必要な確認は、もう一度お送りします。',
	giveAgain: '必要であれば、もう一度ご指示ください。',
};
