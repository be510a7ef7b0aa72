import type { Ruling, RulingReader } from '../../../goal/ruling';

const NOUN = '[」』”"]? ?(?:という)?(?:の?ワークフロー)?';
/** All but what was named. */
const EXCEPT = new RegExp(`^${NOUN}(?:以外|を除(?:いて|いた|き|く)|除(?:いて|いた|き|く)|の(?:ほか|他)(?=[はを]))`);
const NOTHING_BUT = new RegExp(`^${NOUN}しか`);
const ALONE = new RegExp(`^${NOUN}(?:だけ|のみ)`);
const ALSO = /^(?:に)?も/;

/** Words that may stand between a name and the refusal or the verb that is about it. */
const BETWEEN = `(?:で|に|の|を|は|も|、|,|他|その他|ほか|すべて|全て|全部|ぜんぶ|全|あらゆる|どの|ワークフロー|もの|手段|方法|施策|やり方|チャネル|一切|何も|なにも|どれも|絶対|決して|けっして|まったく|全く|今回|当面|しばらく|必ず|とにかく|なるべく|基本的|原則|使用|利用|実行|稼働|起動|配信|運用)*`;
const VERB_NEGATED = `(?:使わ|使え|用い|動かさ|回さ|走らせ|頼ら|やら|送ら|触ら|触れ|行わ|出さ|流さ|許さ|認め|許可し|起動し|し)(?:ない|なく|ず|ません|ぬ)`;
const VERB_REFUSED = `(?:使う|用いる|動かす|回す|走らせる|やる|送る|する|触る)(?:な(?![らど])|(?:の|こと)(?:は|を)?(?:禁止|やめ|止め|なし|ng|だめ|ダメ))`;
const POLITELY = `(?:使い|用い|動かし|回し|やり|送り|し)(?:ません|たくない|たくありません)|使っ(?:て|ち)(?:は|ゃ)?(?:だめ|ダメ|駄目|いけ|なら)`;
const STOPPED = `禁止|不可|ng|だめ|ダメ|駄目|なし|無し|不要|いらない|要らない|いりません|停止|止め|とめ|やめ|中止|ストップ|休止|休ませ|避け|控え|外し|はずし|除外|省い|オフ|切って|却下`;
const REFUSED = new RegExp(`^${BETWEEN}(?:${VERB_NEGATED}|${VERB_REFUSED}|${POLITELY}|${STOPPED})`);
/** A request in the form of a question is no second refusal: くださいませんか, もらえないか. */
const POLITE_QUESTION = /(?:ください|下さい|くれ|もらえ|頂け|いただけ)(?:ません|ない)/g;
/** A refusal that takes the one before it back: 止め|ないで, 使わない|わけではない. */
const TAKEN_BACK = /^[ぁ-ん]{0,8}?(?:ない|なく|ません|ずに|な(?=$|[。!、]))/;
/** Any word of refusal. */
const REFUSAL = /ない|なく|ません|ずに|止め|やめ|停止|中止|禁止|除|避け|控え|休止|見送|だめ|ダメ|駄目|ng|るな|すな|うな/;
/** Up to the end of what is said in one breath. */
const BREATH = new RegExp(`^${BETWEEN}[^。.!?;、,0-9]*`);
const SENTENCE_ENDS = /^[はが]?[、,]?(?:$|[。.!?;])/;

const isTakenBack = (rest: string): boolean => TAKEN_BACK.test(rest.replace(POLITE_QUESTION, ''));

/** The ruling where a refusal follows at once, and where one follows that cannot be placed. */
function refusedAt(after: string, at: number, kind: 'only' | 'exclude'): Ruling | null {
	const rest = after.slice(at);
	const refused = REFUSED.exec(rest)?.[0].length;
	if (refused !== undefined) return { kind: isTakenBack(rest.slice(refused)) ? 'doubt' : kind, before: 0, after: at + refused };
	return REFUSAL.test(BREATH.exec(rest)?.[0] ?? '') ? { kind: 'doubt', before: 0, after: at } : null;
}

const lengthOf = (pattern: RegExp, text: string): number => pattern.exec(text)?.[0].length ?? 0;

/** What Japanese says after a list of names about using them. */
export const readRuling: RulingReader = (_before, after) => {
	const except = lengthOf(EXCEPT, after);
	if (except > 0) {
		const rest = after.slice(except);
		if (ALSO.test(rest)) {
			const isRefused = refusedAt(after, except, 'only') !== null;
			return { kind: isRefused ? 'doubt' : 'none', before: 0, after: except + lengthOf(ALSO, rest) };
		}
		const isOpen = /^[はが]/.test(rest) && SENTENCE_ENDS.test(rest);
		return refusedAt(after, except, 'only') ?? { kind: isOpen ? 'doubt' : 'exclude', before: 0, after: except };
	}
	const nothingBut = lengthOf(NOTHING_BUT, after);
	if (nothingBut > 0) return refusedAt(after, nothingBut, 'only') ?? { kind: 'doubt', before: 0, after: nothingBut };
	const alone = lengthOf(ALONE, after);
	if (alone > 0) return aloneAt(after, alone);
	// 「Xは止めないで」 keeps X, and reads like 「Xは止めて」 up to its last word.
	const refused = lengthOf(REFUSED, after);
	return refused > 0 && isTakenBack(after.slice(refused)) ? { kind: 'doubt', before: 0, after: refused } : null;
};

const NOT_ALONE = /^(?:で|じゃ)?は?(?:なく|無く|ならず|ではなく)/;
const USED_ALONE = /^(?:を|に|で)?(?:$|[、。,.!?;]|使|用い|利用|回|動|実行|走|起動|運用|頼|やっ|やる|絞|限|し(?:て|ろ)|お願|頼)/;

/** 「Xだけ」: X alone, unless it is refused, wanted above all (だけは), or one of several (だけでなく). */
function aloneAt(after: string, alone: number): Ruling | null {
	const rest = after.slice(alone);
	if (NOT_ALONE.test(rest)) return { kind: 'none', before: 0, after: alone + lengthOf(NOT_ALONE, rest) };
	const refused = refusedAt(after, alone, 'exclude');
	if (refused) return refused;
	if (rest.startsWith('は')) return { kind: 'none', before: 0, after: alone };
	const isAlone = USED_ALONE.test(rest) || rest.startsWith('で');
	return isAlone ? { kind: 'only', before: 0, after: alone + lengthOf(/^[をにで]/, rest) } : null;
}
