import { duration, isTimeUnit, type Duration } from '../duration';
import { durationOf } from '../lengthTokens';
import { applyRules, compileRules, type Found, type RuleSpec } from '../rules';
import type { SourceText } from '../source';
import { foldReadings, type TimeContext, type TimeToken, type TimeValue } from '../timeTokens';
import { withoutLinks } from '../links';
import { LENGTH } from './length';
import { PART_RULES, RANGE_RULES } from './periodRules';
import { DAY_RULES } from './pointRules';
import { STRETCH_RULES } from './stretchRules';
import { timeTokens } from './timeGrammar';
import { WINDOW_RULES } from './windowRules';

const DAYS = compileRules<TimeValue, TimeContext>([...DAY_RULES, ...WINDOW_RULES]);
const POINTS = compileRules<TimeValue, TimeContext>([...DAY_RULES, ...STRETCH_RULES, ...WINDOW_RULES]);
const PARTS = compileRules<TimeValue, TimeContext>(PART_RULES);
const RANGES = compileRules<TimeValue, TimeContext>(RANGE_RULES);

const length: RuleSpec<Duration, null> = [
	`<more|less>?${LENGTH}`,
	(match) =>
		match.get('unit')?.key === 'weekend' && match.tokens.length === 2 && match.get('a') ? null : durationOf(match.tokens),
];

/** "three quarters of an hour", "half of a year", "quarter hour". */
const partOfUnit: RuleSpec<Duration, null> = [
	'(?:<a|num><p>?)?<unit|half><of|p>?<a>?<unit>',
	(match) => {
		const units = match.tokens.filter(({ cls }) => cls === 'unit');
		const whole = units[units.length - 1];
		const share = match.get('half')
			? 0.5
			: units.length === 2 && units[0]?.key === 'quarter'
				? 0.25 * (match.get('num')?.value ?? 1)
				: null;
		return share !== null && whole && isTimeUnit(whole.key) ? duration(share, whole.key) : null;
	},
];
const DURATIONS = compileRules<Duration, null>([length, partOfUnit]);

/** Durations in an English text, in order. */
export const readEnglishDurations = (source: SourceText): Found<Duration>[] => applyRules(DURATIONS, timeTokens(source), null);

/** The text's tokens with points and periods folded in. */
export function foldEnglishTime(source: SourceText, context: TimeContext): TimeToken[] {
	const tokens = withoutLinks(source, timeTokens(source));
	if (context.purpose === 'date') return foldReadings(tokens, applyRules(DAYS, tokens, context));
	const points = foldReadings(tokens, applyRules(POINTS, tokens, context));
	const parts = foldReadings(points, applyRules(PARTS, points, context));
	return foldReadings(parts, applyRules(RANGES, parts, context));
}
