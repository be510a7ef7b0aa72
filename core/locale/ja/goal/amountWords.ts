import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** Shares and the words around numbers. */
export const AMOUNT_WORDS: readonly WordGroup[] = [
	{
		cls: 'percent',
		words: list('%|パーセント|ぱーせんと|パー|パーセンテージ|percent|ポイント|%ポイント|パーセントポイント|ぱー|プロセント'),
	},
	{ cls: 'wari', words: ['割', 'わり'] },
	{ cls: 'waribiki', words: ['割引', '割引き', 'わりびき', '割り引き', '割びき'] },
	{ cls: 'bu', words: ['分'] },
	{ cls: 'rin', words: ['厘'] },
	{ cls: 'half', words: ['半'] },
	{ cls: 'hangaku', words: ['半額', '半値', '五分五分'] },
	{ cls: 'unitfraction', value: 10, words: ['十分の'] },
	{ cls: 'unitfraction', value: 1e4, words: ['万分の'] },
	{ cls: 'unitfraction', value: 1e8, words: ['億分の'] },
	{ cls: 'bunno', words: ['分の', '分之'] },
	{ cls: 'to', words: ['と', 'また', '又', '又は', 'か', '加えて'] },
	{ cls: 'no', words: ['の'] },
	{ cls: 'jou', words: ['乗', '乗の計算'] },
	{ cls: 'times', words: ['×', 'x', '*', '✕', '掛ける'] },
	{ cls: 'caret', words: ['^'] },
	{ cls: 'slash', words: ['/', '÷', '/ '] },
	{ cls: 'dozen', words: ['ダース', 'だーす', '打'] },
	{ cls: 'halfnum', value: 0.5, words: ['半分', '半数', '半'] },
	{ cls: 'minus', words: ['マイナス', '負の', '負', '▲', '△'] },
	{ cls: 'plus', words: ['プラス', '+'] },
	{ cls: 'tilde', words: ['~', 'ないし', '?'] },
	{ cls: 'dai', words: ['第'] },
	{
		cls: 'measure',
		words: list('ミリリットル|キロメートル|キロワット|キログラム|センチメートル|ml|km|kg|cm|mm'),
	},
	{ cls: 'approx', key: 'more', words: ['以上', '超'] },
	{ cls: 'approx', key: 'less', words: ['以下', '未満', '以内'] },
];
