import type { WordGroup } from '../goal/lexicon';

/** Signs that stand before or after an amount in either language, in lower case. `key` is the ISO 4217 code, empty when several share the sign. */
export const CURRENCY_SYMBOLS: readonly WordGroup[] = [
	{ cls: 'sym', key: 'USD', words: ['$', 'us$', 'us $', 'u.s. $', 'usd$', 'us dollar$'] },
	{ cls: 'sym', key: 'JPY', words: ['¥', 'jp¥'] },
	{ cls: 'sym', key: 'EUR', words: ['€'] },
	{ cls: 'sym', key: 'GBP', words: ['£'] },
	{ cls: 'sym', key: 'CAD', words: ['c$', 'c $', 'ca$', 'cad$', 'can$', 'cdn$'] },
	{ cls: 'sym', key: 'AUD', words: ['a$', 'a $', 'au$', 'aud$', 'aus$'] },
	{ cls: 'sym', key: 'NZD', words: ['nz$', 'nzd$', 'nz $'] },
	{ cls: 'sym', key: 'HKD', words: ['hk$', 'hkd$', 'hk $'] },
	{ cls: 'sym', key: 'SGD', words: ['s$', 'sg$', 'sgd$', 's $'] },
	{ cls: 'sym', key: 'TWD', words: ['nt$', 'ntd$', 'twd$', 'nt $'] },
	{ cls: 'sym', key: 'MXN', words: ['mx$', 'mex$', 'mxn$', 'mex $'] },
	{ cls: 'sym', key: 'BRL', words: ['r$', 'brl$', 'r $'] },
	{ cls: 'sym', key: 'JMD', words: ['j$', 'jm$', 'jmd$'] },
	{ cls: 'sym', key: 'TTD', words: ['tt$', 'ttd$'] },
	{ cls: 'sym', key: 'BBD', words: ['bds$', 'bbd$'] },
	{ cls: 'sym', key: 'BSD', words: ['b$', 'bsd$'] },
	{ cls: 'sym', key: 'BZD', words: ['bz$', 'bzd$'] },
	{ cls: 'sym', key: 'FJD', words: ['fj$', 'fjd$'] },
	{ cls: 'sym', key: 'NAD', words: ['n$', 'nad$'] },
	{ cls: 'sym', key: 'LRD', words: ['l$', 'lrd$'] },
	{ cls: 'sym', key: 'GYD', words: ['g$', 'gyd$', 'gy$'] },
	{ cls: 'sym', key: 'KYD', words: ['ci$', 'kyd$'] },
	{ cls: 'sym', key: 'XCD', words: ['ec$', 'xcd$'] },
	{ cls: 'sym', key: 'SBD', words: ['si$', 'sbd$'] },
	{ cls: 'sym', key: 'WST', words: ['ws$', 'wst$'] },
	{ cls: 'sym', key: 'CLP', words: ['clp$', 'ch$'] },
	{ cls: 'sym', key: 'COP', words: ['col$', 'cop$'] },
	{ cls: 'sym', key: 'ARS', words: ['ar$', 'ars$'] },
	{ cls: 'sym', key: 'UYU', words: ['$u', 'uyu$'] },
	{ cls: 'sym', key: 'BND', words: ['bn$', 'bnd$'] },
	{ cls: 'sym', key: 'KRW', words: ['₩'] },
	{ cls: 'sym', key: 'INR', words: ['₹'] },
	{ cls: 'sym', key: 'RUB', words: ['₽'] },
	{ cls: 'sym', key: 'TRY', words: ['₺'] },
	{ cls: 'sym', key: 'VND', words: ['₫'] },
	{ cls: 'sym', key: 'THB', words: ['฿'] },
	{ cls: 'sym', key: 'PHP', words: ['₱'] },
	{ cls: 'sym', key: 'NGN', words: ['₦'] },
	{ cls: 'sym', key: 'ILS', words: ['₪'] },
	{ cls: 'sym', key: 'UAH', words: ['₴'] },
	{ cls: 'sym', key: 'KZT', words: ['₸'] },
	{ cls: 'sym', key: 'GEL', words: ['₾'] },
	{ cls: 'sym', key: 'AZN', words: ['₼'] },
	{ cls: 'sym', key: 'AMD', words: ['֏'] },
	{ cls: 'sym', key: 'CRC', words: ['₡'] },
	{ cls: 'sym', key: 'PYG', words: ['₲'] },
	{ cls: 'sym', key: 'LAK', words: ['₭'] },
	{ cls: 'sym', key: 'MNT', words: ['₮'] },
	{ cls: 'sym', key: 'GHS', words: ['₵', 'gh₵'] },
	{ cls: 'sym', key: 'KHR', words: ['៛'] },
	{ cls: 'sym', key: 'BDT', words: ['৳'] },
	{ cls: 'sym', key: 'AFN', words: ['؋'] },
	{ cls: 'sym', key: 'IRR', words: ['﷼'] },
	{ cls: 'sym', key: 'ANG', words: ['ƒ'] },
	{ cls: 'sym', key: 'BTC', words: ['₿'] },
	{ cls: 'sym', key: 'PLN', words: ['zł'] },
	{ cls: 'sym', key: 'CZK', words: ['kč'] },
	{ cls: 'sym', key: '', words: ['¢', '₨'] },
];

/** Codes that are everyday English words: read as codes in capitals only. */
export const WORD_CODES: ReadonlySet<string> = new Set(
	'ALL ANG BAM BOB COP CUP MAD MOP PEN SOS TOP TRY'.split(' '),
);

/** Signs of the third kind, between number and amount: ISO 4217 codes in lower case. */
export const ISO_CODES: readonly string[] =
	'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VEF VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL BTC ETH'.split(
		' ',
	);
