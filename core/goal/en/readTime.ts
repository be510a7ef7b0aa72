import type { Duration } from '../duration';
import { durationOf } from '../lengthTokens';
import { applyRules, compileRules, type Found } from '../rules';
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
const DURATIONS = compileRules<Duration, null>([
	[
		`<more|less>?${LENGTH}`,
		(match) =>
			match.tokens.every(({ cls }) => cls === 'a' || cls === 'unit') && match.get('unit')?.key === 'weekend'
				? null
				: durationOf(match.tokens),
	],
]);

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
