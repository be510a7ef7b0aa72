import { inDays, shiftDay, type Duration } from '../duration';
import { durationOf } from '../lengthTokens';
import type { Period } from '../period';
import { rangeOf } from '../range';
import type { Match, RuleSpec } from '../rules';
import type { TimeContext, TimeValue } from '../timeTokens';
import { LENGTH } from './length';

type TimeRule = RuleSpec<TimeValue, TimeContext>;
const period = (value: Period | null): TimeValue | null => value && { period: value };

/** Hours and minutes are no stretch of days. */
const dateLength = (length: Duration | null): length is Duration => length !== null && length.length.seconds === 0;

/** `past`: the days before today; `ahead`: those from tomorrow on, in a goal from today on; `within`: from today on. */
const windowOf =
	(kind: 'past' | 'ahead' | 'within') =>
	(match: Match, { today, purpose }: TimeContext): TimeValue | null => {
		const said = durationOf(match.tokens);
		const length = said && purpose === 'goal' ? inDays(said) : said;
		if (!dateLength(length)) return null;
		if (kind === 'past') return period({ start: shiftDay(today, length, -1), end: today, last: null });
		const start = kind === 'ahead' && purpose !== 'goal' ? today + 1 : today;
		return period({ start, end: shiftDay(start, length, 1), last: null });
	};

/** A length alone is a period only in an instruction, and 「3日」 alone is the third of the month. */
const plainLength = (match: Match, context: TimeContext): TimeValue | null => {
	const last = match.tokens[match.tokens.length - 1];
	const length = durationOf(match.tokens);
	if (context.purpose !== 'goal' || last?.cls === 'nichi' || !length || length.count >= 100) return null;
	const window = windowOf('within')(match, context);
	return window && 'period' in window ? { ...window, length } : null;
};

const fromToday = (match: Match, { today, purpose }: TimeContext): TimeValue | null => {
	const from = match.get('rel');
	const length = durationOf(match.tokens);
	if (purpose === 'date' || from?.key !== 'day' || !dateLength(length)) return null;
	const start = today + from.value;
	return period({ start, end: shiftDay(start, length, 1), last: null });
};

/** 11月25日〜30日で: the second day is no length. */
const daysOf = (match: Match, { today, purpose }: TimeContext): TimeValue | null => {
	const month = match.get('gatsu') ? match.get('num')?.value : undefined;
	const [from, to] = match.tokens.filter(({ cls }) => cls === 'num').slice(month === undefined ? 0 : 1);
	if (purpose === 'date' || !from || !to) return null;
	const inMonth = month === undefined ? {} : { month };
	return period(rangeOf({ grain: 'day', dayOfMonth: from.value, ...inMonth }, { grain: 'day', dayOfMonth: to.value }, today));
};

/** "2日以上前": open towards the past or the future, counted from the day named or from today. */
const beyond =
	(sign: 1 | -1) =>
	(match: Match, { today }: TimeContext): TimeValue | null => {
		const length = durationOf(match.tokens);
		if (!dateLength(length)) return null;
		const limit = shiftDay(today + (match.get('rel')?.value ?? 0), length, sign);
		return period(sign > 0 ? { start: limit, end: null, last: null } : { start: null, end: limit, last: null });
	};

/** Windows before and after today. Read together with the points, so that the 3日 of 「3日以内」 is not taken for the third. */
export const WINDOW_RULES: readonly TimeRule[] = [
	[`<past|next>${LENGTH}`, (match, context) => windowOf(match.get('next')?.value === 1 ? 'ahead' : 'past')(match, context)],
	[`<past><no>${LENGTH}`, windowOf('past')],
	[`<ahead>${LENGTH}`, windowOf('ahead')],
	[`${LENGTH}<within>`, windowOf('within')],
	[`<ahead|next|past>${LENGTH}<within>`, windowOf('within')],
	[`<whole>?${LENGTH}<de|chuu|aida>?`, plainLength],
	[`<rel><kara>${LENGTH}<aida|within|made>?`, fromToday],
	['(?:<num><gatsu><no>?)?<num><nichi><kara|tilde><num><nichi><made|aida|de>?', daysOf],
	[`(?:<rel><no>)?${LENGTH}<more><ago>`, beyond(-1)],
	[`(?:<rel><no>)?${LENGTH}<more><later>`, beyond(1)],
	[`${LENGTH}<soon>`, (match, context) => (context.purpose === 'period' ? windowOf('ahead')(match, context) : null)],
];
