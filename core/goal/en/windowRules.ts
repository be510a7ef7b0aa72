import { inDays, shiftDay, type Duration } from '../duration';
import { durationOf } from '../lengthTokens';
import type { Period } from '../period';
import type { Match, RuleSpec } from '../rules';
import type { TimeContext, TimeValue } from '../timeTokens';
import { LENGTH } from './length';
import { eras } from './periodRules';

type TimeRule = RuleSpec<TimeValue, TimeContext>;
const period = (value: Period | null): TimeValue | null => value && { period: value };

/** A length of whole days; hours and minutes are no stretch of days, except that a goal rounds them up. */
const daysOf = (match: Match, roundUp = false): Duration | null => {
	const said = durationOf(match.tokens.filter(({ cls }) => cls !== 'mod'));
	const length = said && roundUp ? inDays(said) : said;
	return length && length.length.seconds === 0 ? length : null;
};

/** The days before today, those from tomorrow on (in a goal from today on), or those from today on. */
const windowOf =
	(kind: 'past' | 'ahead' | 'within') =>
	(match: Match, { today, purpose }: TimeContext): TimeValue | null => {
		const length = daysOf(match, purpose === 'goal');
		if (!length) return null;
		const whole = kind === 'within' ? null : eras(match, today, kind === 'past' ? -1 : 1);
		if (whole) return period(whole);
		if (kind === 'past') return period({ start: shiftDay(today, length, -1), end: today, last: null });
		const start = kind === 'ahead' && purpose !== 'goal' ? today + 1 : today;
		return period({ start, end: shiftDay(start, length, 1), last: null });
	};

const modified = (match: Match, context: TimeContext): TimeValue | null => {
	const shift = match.get('mod')?.value ?? 0;
	return shift === 0 ? null : windowOf(shift < 0 ? 'past' : 'ahead')(match, context);
};

/** From a day on: "for 3 days from today", "a week starting tomorrow". */
const fromDay = (match: Match, { today }: TimeContext): TimeValue | null => {
	const length = daysOf(match);
	const from = match.get('rel');
	if (!length || !from) return null;
	const start = today + from.value;
	return period({ start, end: shiftDay(start, length, 1), last: null });
};

/** "more than 2 weeks after today" is open, "less than 3 days after tomorrow" is what lies between. */
const bounded =
	(sign: 1 | -1) =>
	(match: Match, { today }: TimeContext): TimeValue | null => {
		const length = daysOf(match);
		if (!length) return null;
		const base = today + (match.get('rel')?.value ?? 0);
		const limit = shiftDay(base, length, sign);
		if (match.get('less'))
			return period(sign > 0 ? { start: base, end: limit, last: null } : { start: limit, end: base, last: null });
		return period(sign > 0 ? { start: limit, end: null, last: null } : { start: null, end: limit, last: null });
	};

/** A length alone is a period only in an instruction, and "a day" alone is a rate. */
const alone = (match: Match, context: TimeContext): TimeValue | null => {
	const isRate = match.tokens[0]?.cls === 'a' || match.tokens[0]?.cls === 'whole';
	return context.purpose === 'goal' && !isRate ? windowOf('within')(match, context) : null;
};

/** Windows before and after a day. Read together with the points, so that the longer expression wins. */
export const WINDOW_RULES: readonly TimeRule[] = [
	[`<the>?<mod>${LENGTH}`, modified],
	['<the>?<mod><num|few|year><p>?<unit>', modified],
	[`<within><the>?<mod>?${LENGTH}`, windowOf('within')],
	[`<within>${LENGTH}<after|from|of><rel>`, fromDay],
	[`<within>${LENGTH}<later>`, windowOf('within')],
	[
		`<for>?<the>?${LENGTH}<p>?<starting|from><rel>`,
		(match, context) => (context.purpose === 'date' ? null : fromDay(match, context)),
	],
	[`${LENGTH}<future>`, windowOf('ahead')],
	[`<in>?<the>?<mod>${LENGTH}`, modified],
	[`<more|less>${LENGTH}<after|from><rel>`, bounded(1)],
	[`<more|less>${LENGTH}<before><rel>`, bounded(-1)],
	[`<more|less>${LENGTH}<later>`, bounded(1)],
	[`<more|less>${LENGTH}<ago>`, bounded(-1)],
	[`<in|for|during>?<the>?${LENGTH}`, alone],
];
