import type { Locale } from '../types';

/** The test question of the set-up check. */
export interface SetUpTexts {
	readonly question: string;
	readonly evidence: string;
	readonly options: readonly [arrived: string, unclear: string];
}

export const SET_UP_TEXTS: Readonly<Record<Locale, SetUpTexts>> = {
	en: {
		question: 'TEST: does this question reach you?',
		evidence: 'This is a test of the set-up. Nothing depends on your answer.',
		options: ['It arrived', 'It arrived, but something is wrong'],
	},
	ja: {
		question: '【テスト】この質問は届いていますか？',
		evidence: '設定の確認のためのテストです。回答によって実行されるものはありません。',
		options: ['届いた', '届いたが、おかしなところがある'],
	},
};
