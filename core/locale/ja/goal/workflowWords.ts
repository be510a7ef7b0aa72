import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** Workflows the pack ships with, by the names owners use. `key` is the workflow key. */
export const WORKFLOW_WORDS: readonly WordGroup[] = [
	{
		cls: 'workflow',
		key: 'trial_onboarding',
		words: ['トライアルオンボーディング', 'オンボーディング', 'トライアル導線', 'trial onboarding', 'trial_onboarding'],
	},
	{
		cls: 'workflow',
		key: 'affiliate_cold_outreach',
		words: list(`
		コールドメール|コールドアウトリーチ|cold outreach|アウトリーチ|アフィリエイト営業|コールド営業
		affiliate_cold_outreach|営業メール|アフィリエイター開拓|コールド
	`),
	},
	{
		cls: 'workflow',
		key: 'x_briefing_share',
		words: list(`
		x投稿|xの投稿|xへの投稿|xでの投稿|ツイッター投稿|x briefing share|x_briefing_share|xシェア
		ブリーフィング投稿|sns投稿
	`),
	},
	{ cls: 'thing', key: 'ads', words: ['広告', '有料広告', 'web広告', 'google広告', 'facebook広告', 'リスティング広告'] },
	{ cls: 'thing', key: 'discount', words: ['値引き', '割引', 'セール', 'クーポン', '安売り'] },
	{ cls: 'thing', key: 'email', words: ['メール', 'メルマガ', 'dm', 'ダイレクトメール', 'メール配信'] },
	{
		cls: 'thing',
		key: 'sns',
		words: list('sns|x|ツイッター|twitter|インスタ|instagram|tiktok|youtube|line|telegram'),
	},
	{ cls: 'thing', key: 'affiliate', words: ['アフィリエイト', 'アフィリエイター', '代理店'] },
	{ cls: 'thing', key: 'phone', words: ['電話', '電話営業', 'テレアポ'] },
];
