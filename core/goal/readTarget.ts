import { isLevel, isRate } from '../forecast/rate';
import type { MetricName } from '../types';
import type { Figure } from './clause';
import type { GoalToken } from './goalTokens';
import { originalSpan, type SourceText } from './source';
import type { Base, Target } from './types';

const BASES: ReadonlySet<string> = new Set([
	'previous_period',
	'previous_day',
	'previous_week',
	'previous_month',
	'previous_quarter',
	'previous_year',
	'same_period_last_year',
]);
export const isBase = (key: string): key is Base => BASES.has(key);

const isMoney = (metric: MetricName): boolean => metric === 'revenue' || metric === 'profit';

/** The base an instruction compares with. */
export interface StatedBase {
	readonly base: Base;
	readonly stated: boolean;
}

/** A figure as a target of a metric. */
export function figureTarget(
	figure: Figure,
	metric: MetricName,
	base: StatedBase,
	at: { start: number; end: number },
	source: SourceText,
): Target {
	const span = originalSpan(source, at.start, at.end);
	const currency = isMoney(metric) ? figure.currency : null;
	// Counts that are no levels count what comes in during the period, so "10 more" of them is ten.
	if (figure.change !== null && !(figure.type !== 'money' && !isMoney(metric) && !isLevel(metric))) {
		return { type: 'change', delta: figure.change === 'down' ? -figure.value : figure.value, currency, base: base.base, span };
	}
	return { type: 'absolute', value: figure.value, upTo: figure.upTo, currency, hedge: figure.hedge, span };
}

/** The factor a share or multiple of the base stands for, or null when the token is neither. */
function factorOf(tokens: readonly GoalToken[], index: number): number | null {
	const token = tokens[index];
	if (!token) return null;
	const near = tokens.slice(Math.max(0, index - 6), index + 7);
	if (token.cls === 'multiple' && token.key === 'by' && near.some(({ cls }) => cls === 'up')) return 1 + token.value;
	if (token.cls === 'multiple') return token.value;
	if (token.cls === 'times') return tokens[index - 1]?.cls === 'number' ? (tokens[index - 1]?.value ?? 2) : 2;
	if (token.cls !== 'percent') return null;
	const share = token.value / 100;
	const after = tokens.slice(index + 1, index + 4);
	if (
		(after.find(({ cls }) => cls === 'up' || cls === 'down') ?? near.find(({ cls }) => cls === 'up' || cls === 'down'))?.cls ===
		'down'
	)
		return 1 - share;
	if (near.some(({ cls }) => cls === 'up')) return 1 + share;
	if (!near.some(({ cls }) => cls === 'base' || cls === 'ratio')) return null;
	return share >= 1 ? share : 1 + share;
}

/** "to 3 %", 3%以下, "under 3 %": where a rate should stand, not how far it should move. */
function isLevelFigure(tokens: readonly GoalToken[], index: number): boolean {
	const marks = ['tilde', 'toward', 'limit', 'atleast'];
	const [before, after] = [tokens[index - 1], tokens[index + 1]];
	return [before, after].some((token) => token !== undefined && marks.includes(token.cls));
}

/** A target relative to a base: 前月比20%増, 2倍, "double", "20 % more than last month". */
export function relativeTarget(
	tokens: readonly GoalToken[],
	base: StatedBase,
	metric: MetricName | null,
	source: SourceText,
): Target[] {
	return tokens.flatMap((token, index): Target[] => {
		const level = metric !== null && isRate(metric) && isLevelFigure(tokens, index);
		const factor = level ? null : factorOf(tokens, index);
		if (factor === null) {
			if (token.cls !== 'percent' || metric === null || !isRate(metric)) return [];
			return [
				{
					type: 'absolute',
					value: Number((token.value / 100).toPrecision(12)),
					upTo: null,
					currency: null,
					hedge: null,
					span: originalSpan(source, token.start, token.end),
				},
			];
		}
		return [
			{
				type: 'relative',
				factor: Number(factor.toPrecision(12)),
				base: base.base,
				baseStated: base.stated,
				span: originalSpan(source, token.start, token.end),
			},
		];
	});
}
