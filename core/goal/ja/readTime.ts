import { durationOf } from '../lengthTokens';
import { duration, type Duration } from '../duration';
import { applyRules, compileRules, type Found, type RuleSpec } from '../rules';
import type { SourceText } from '../source';
import { foldReadings, type TimeContext, type TimeToken, type TimeValue } from '../timeTokens';
import { tokenise } from '../tokens';
import { PART_RULES, PERIOD_RULES } from './periodRules';
import { LENGTH } from './length';
import { POINT_RULES } from './pointRules';
import { JA_TIME } from './timeGrammar';
import { WINDOW_RULES } from './windowRules';

const POINTS = compileRules<TimeValue, TimeContext>([...POINT_RULES, ...WINDOW_RULES]);
const PARTS = compileRules<TimeValue, TimeContext>(PART_RULES);
const PERIODS = compileRules<TimeValue, TimeContext>(PERIOD_RULES);

const lengthRule: RuleSpec<Duration, null> = [`<whole>?${LENGTH}`, (match) => durationOf(match.tokens)];
const DURATIONS = compileRules<Duration, null>([
	['<num><seiki>', (match) => duration(match.get('num')?.value ?? 0, 'century')],

	lengthRule,
	['<whole>?<num|su><unit|nen|nichi><more|less>', (match) => durationOf(match.tokens)],
]);

/** Durations in a Japanese text, in order. */
export const readJapaneseDurations = (source: SourceText): Found<Duration>[] =>
	applyRules(DURATIONS, tokenise(source, JA_TIME), null);

/** The text's tokens with points and periods folded in, ready for rules about deadlines. */
export function foldJapaneseTime(source: SourceText, context: TimeContext): TimeToken[] {
	const tokens = tokenise(source, JA_TIME);
	const points = foldReadings(tokens, applyRules(POINTS, tokens, context));
	if (context.purpose === 'date') return points;
	const parts = foldReadings(points, applyRules(PARTS, points, context));
	return foldReadings(parts, applyRules(PERIODS, parts, context));
}
