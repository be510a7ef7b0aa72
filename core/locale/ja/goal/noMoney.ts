/**
 * Ways to say that no money is to be spent, or that no budget is named: 予算ゼロで, 広告費なし, 無料で, お金をかけずに. A free trial (無料体験) is
 * something else.
 */
export const NO_MONEY =
	/(?:予算|広告費|広告予算|宣伝費|費用|経費|コスト|お金|資金|元手|出費|支出)(?:は|を|が|も|って)?(?:一切|まったく|全く|何も)?(?:ゼロ|零|なし|無し|ない|無い|かけず|掛けず|かけない|掛けない|かけるな|使わず|使わない|使うな|出さず|出さない|出せない)|(?:無料|無償|タダ|ただ|ノーコスト|ゼロ円)で(?!き|は?な[くい]|も)|一円も(?:使|かけ|出)/;
/** Right before a figure: so much on top of what there is. */
export const MORE_BEFORE = /(?:あと|後|さらに|更に|追加で|プラスで|もう)(?:は|で|、)?$/;
/** Right after a figure. */
export const MORE_AFTER = /^(?:を|は)?(?:追加|上乗せ|上積み|積み増)/;
