import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** What a goal can aim at. `key` is the metric. */
export const METRIC_WORDS: readonly WordGroup[] = [
	{
		cls: 'metric',
		key: 'revenue',
		words: list(`
		売上|売り上げ|売上高|売上げ|売上金額|月商|年商|日商|週商|収益|収入|売り上|うりあげ|ウリアゲ|流通額|gmv
		mrr|arr|レベニュー
	`),
	},
	{
		cls: 'metric',
		key: 'profit',
		words: list('利益|粗利|純利益|営業利益|粗利益|儲け|もうけ|黒字|経常利益|最終利益'),
	},
	{
		cls: 'metric',
		key: 'new_customers',
		words: list(`
		新規顧客|新規客|新規のお客様|新規のお客さん|新規契約|新規の顧客|新規購入者|顧客数|顧客|新規
		新しいお客さん|新しい顧客|新しいお客様|お客さん|お客様|購入者|成約|契約|成約数|契約数|カスタマー|新規獲得
	`),
	},
	{
		cls: 'metric',
		key: 'members',
		words: list(`
		会員|会員数|メンバー|メンバー数|有料会員|有料会員数|サブスク会員|加入者|入会者|登録者|入会|契約者数
		購読者
	`),
	},
	{
		cls: 'metric',
		key: 'followers',
		words: ['フォロワー', 'フォロワー数', 'followers', 'チャンネル登録者', 'チャンネル登録者数'],
	},
	{
		cls: 'metric',
		key: 'trials',
		words: ['トライアル', 'トライアル数', '無料体験', 'お試し', '体験申込', '体験申し込み', 'トライアル開始', 'トライアル登録'],
	},
	{
		cls: 'metric',
		key: 'leads',
		words: list('リード|見込み客|見込客|資料請求|問い合わせ|お問い合わせ|リード数|見込み顧客|メルマガ登録'),
	},
	{ cls: 'metric', key: 'churn_rate', words: ['解約率', 'チャーンレート', 'チャーン率', 'チャーン', '離脱率', '退会率', '解約'] },
	{
		cls: 'metric',
		key: 'conversion_rate',
		words: ['コンバージョン率', '成約率', 'cvr', '転換率', 'コンバージョンレート', '購入率', 'cv率', 'コンバージョン'],
	},
];
