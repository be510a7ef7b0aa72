import { list } from '../../words';
/** Digits in every way they are written, old and formal characters included. */
export const DIGITS: ReadonlyMap<string, number> = new Map([
	...[...'〇零一二三四五六七八九'].map((char, i): [string, number] => [char, Math.max(0, i - 1)]),
	...[...'壱壹弌'].map((char): [string, number] => [char, 1]),
	...[...'弐貳弍貮'].map((char): [string, number] => [char, 2]),
	...[...'参參叁弎'].map((char): [string, number] => [char, 3]),
	['肆', 4],
	['伍', 5],
	['陸', 6],
	['漆', 7],
	['質', 7],
	['捌', 8],
	['玖', 9],
]);

/** Katakana typed for the kanji that look the same; digits only in front of a unit (ニ百万). */
export const LOOKALIKE_DIGITS: ReadonlyMap<string, number> = new Map([
	['ニ', 2],
	['ハ', 8],
]);

/** Multipliers within a group of four digits. */
export const SMALL_UNITS: ReadonlyMap<string, number> = new Map([
	['十', 10],
	['拾', 10],
	['百', 100],
	['佰', 100],
	['千', 1000],
	['仟', 1000],
	['阡', 1000],
]);

/** Multipliers of groups. */
export const BIG_UNITS: ReadonlyMap<string, number> = new Map([
	['万', 1e4],
	['萬', 1e4],
	['億', 1e8],
	['兆', 1e12],
	['京', 1e16],
]);

/** Spoken digits and units in hiragana; sound changes (さんびゃく, はっせん) are spelled out. */
export const KANA: readonly (readonly [kana: string, kanji: string])[] = [
	['いち', '一'],
	['いっ', '一'],
	['に', '二'],
	['さん', '三'],
	['よん', '四'],
	['よ', '四'],
	['し', '四'],
	['ご', '五'],
	['ろく', '六'],
	['ろっ', '六'],
	['なな', '七'],
	['しち', '七'],
	['はち', '八'],
	['はっ', '八'],
	['きゅう', '九'],
	['く', '九'],
	['ぜろ', '〇'],
	['れい', '〇'],
	['じゅう', '十'],
	['じゅっ', '十'],
	['じっ', '十'],
	['ひゃく', '百'],
	['びゃく', '百'],
	['ぴゃく', '百'],
	['せん', '千'],
	['ぜん', '千'],
	['まん', '万'],
	['おく', '億'],
	['ちょう', '兆'],
];

/** Single-syllable words that are far more often grammar than a number. */
export const KANA_TOO_SHORT: ReadonlySet<string> = new Set([
	'に',
	'し',
	'ご',
	'く',
	'よ',
	'いっ',
	'さん',
	'せん',
	'ぜん',
	'まん',
	'おく',
	'ちょう',
	'れい',
	'はっ',
	'ろっ',
	'じっ',
	'よん',
	'ごく',
	'にし',
]);

/** Between a number and its big unit: 「500余り万」 is still 5,000,000. */
export const ROUGHLY = ['余り', 'あまり', '余'];

/** Words that begin with a numeral and are no number: places, names, set phrases. */
export const NUMERAL_WORDS = list(`
		四川|四国|四季|四半|九州|九条|九段|三重|三菱|三井|三越|三宅|三浦|三田|三鷹|三島|五輪|五反田|五島|六本木
		六甲|七面鳥|七夕|八王子|八百屋|八戸|八幡|八丈|千葉|千代田|千歳|千里|万一|万能|万博|万年|億万長者|百貨
		百科|百合|百姓|十分|一緒|一番|一部|一般|一方|一致|一応|一旦|一気|一切|一定|一覧|一環|一貫|一同|一律|一層
		一瞬|一言|一斉|一時的|一生|一流|一体|一種|一昨日|一昨年|一昨|一週間|二次|一次|三次|三角|四角|五感|二度と
		京都|東京|零細|零下|兆候|兆し|万が一|万事|十字|二重|二重に|二枚目|二流|三枚目|三日月|三味線|五月雨|五線譜|八百長|八つ当たり
		七福神|九分九厘|千載一遇|千差万別|百戦錬磨|百発百中|十人十色|四苦八苦|四六時中|一石二鳥|一期一会|一目瞭然|一長一短
		一進一退|一喜一憂|一挙|一躍|一概|一見|一連|一因|一端|一帯|一式|一筋|一途|一味|一線|一転|一変|一掃|一任|一命
		唯一|均一|同一|統一|画一|専一|随一|第一人者|逐一|単一|択一|不一致
	`);
