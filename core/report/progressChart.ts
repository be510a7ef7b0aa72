import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { html, type Html } from '../page/html';
import type { ProgressSeries, SeriesPoint } from './progressSeries';

/** The words and numbers of a chart, in the reader's language. */
export interface ChartTexts {
	/** What the chart shows in one sentence, for those who do not see it. */
	readonly summary: string;
	readonly expected: string;
	readonly actual: string;
	readonly forecast: string;
	readonly target: string;
	readonly today: string;
	readonly value: (value: number) => string;
	readonly day: (day: string) => string;
}

/** Colours of a chart, for the style of the page it stands on; a page's custom properties are used where there are any. */
export const CHART_STYLE = `
.chart{display:block;width:100%;height:auto;max-width:40rem;font-size:12px}.chart text{fill:var(--soft,#545d70)}
.chart .grid{stroke:var(--line,#d9dde6)}.chart .goal{stroke:var(--good,#0a6337);stroke-dasharray:2 4;stroke-width:1.5}
.chart .plan{stroke:var(--soft,#545d70);stroke-width:1.75;stroke-dasharray:6 4}.chart .done{stroke:var(--accent,#1d56c9);stroke-width:3}
.chart .next{stroke:var(--accent,#1d56c9);stroke-width:2;stroke-dasharray:1 5}.chart .span{fill:var(--accent,#1d56c9);fill-opacity:.16}
.chart .dot{fill:var(--accent,#1d56c9)}.chart .now{stroke:var(--soft,#545d70);stroke-width:1}
`;

/** Of the chart's own coordinates. */
export const CHART_SIZE = { width: 440, height: 250 } as const;
const { width: WIDTH, height: HEIGHT } = CHART_SIZE;
const PLOT = { left: 58, right: 14, top: 34, bottom: 26 } as const;
const KEY_GAP = 4;

/**
 * The course of a goal as SVG: what was planned, what came, and what will probably come with its 90 % interval. It carries no style,
 * script or reference of its own, so that it may stand under the strictest policy; its colours come from `CHART_STYLE`.
 */
export const progressChart = (series: ProgressSeries, texts: ChartTexts): Html =>
	html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${texts.summary}">
		${chartMarks(series, texts)}
	</svg>`;

/** What is drawn, in the coordinates of `CHART_SIZE`. */
export function chartMarks(series: ProgressSeries, texts: ChartTexts): Html {
	const { days, expected, actual, forecast, target, now } = series;
	const values = [target, ...[...expected, ...actual].map(({ value }) => value), forecast?.high ?? 0, forecast?.low ?? 0];
	const y = scaleLinear([Math.min(0, ...values), Math.max(...values)], [HEIGHT - PLOT.bottom, PLOT.top]).nice(4);
	const x = scaleLinear([0, days.length], [PLOT.left, WIDTH - PLOT.right]);
	const path = (points: readonly SeriesPoint[]): string =>
		line<SeriesPoint>()
			.x(({ at }) => round(x(at)))
			.y(({ value }) => round(y(value)))([...points]) ?? '';
	const here = actual.at(-1) ?? { at: now, value: 0 };
	const end = days.length;
	const span = forecast && [
		{ at: here.at, low: here.value, high: here.value },
		{ at: end, low: forecast.low, high: forecast.high },
	];
	const interval =
		span &&
		area<(typeof span)[number]>()
			.x(({ at }) => round(x(at)))
			.y0(({ low }) => round(y(low)))
			.y1(({ high }) => round(y(high)))(span);
	const labelled = labelledDays(days.length);
	return html`${y
			.ticks(4)
			.map(
				(tick) =>
					html`<path class="grid" d="M${PLOT.left} ${round(y(tick))}H${WIDTH - PLOT.right}" /><text
							x="${PLOT.left - 6}"
							y="${round(y(tick)) + 4}"
							text-anchor="end"
							>${texts.value(tick)}</text
						>`,
			)}
		${days.map(
			(day, index) =>
				labelled(index) &&
				html`<text x="${round(x(index + 0.5))}" y="${HEIGHT - 8}" text-anchor="middle">${texts.day(day)}</text>`,
		)}
		${interval ? html`<path class="span" d="${interval}" />` : null}
		<path class="goal" d="M${PLOT.left} ${round(y(target))}H${WIDTH - PLOT.right}" />
		${expected.length > 0 && html`<path class="plan" fill="none" d="${path(expected)}" />`}
		${forecast &&
		html`<path class="next" fill="none" stroke-linecap="round" d="${path([here, { at: end, value: forecast.value }])}" />`}
		${actual.length > 0 &&
		html`<path class="done" fill="none" stroke-linejoin="round" stroke-linecap="round" d="${path(actual)}" /><circle
				class="dot"
				cx="${round(x(here.at))}"
				cy="${round(y(here.value))}"
				r="4.5"
			/>`}
		${now > 0 &&
		now < end &&
		html`<path class="now" d="M${round(x(now))} ${PLOT.top}V${HEIGHT - PLOT.bottom}" /><text
				x="${round(x(now))}"
				y="${PLOT.top - 5}"
				text-anchor="${now / end > 0.85 ? 'end' : 'middle'}"
				>${texts.today}</text
			>`}
		${chartKey([
			['done', texts.actual],
			...(expected.length > 0 ? [['plan', texts.expected] as const] : []),
			...(forecast ? [['next', texts.forecast] as const] : []),
			['goal', texts.target],
		])}`;
}

/** The key above the plot, one line: a stroke of each kind with its name. */
function chartKey(entries: readonly (readonly [kind: string, name: string])[]): Html[] {
	let left = 2;
	return entries.map(([kind, name]) => {
		const at = left;
		// Japanese letters are about 12 pixels wide, Latin ones about 6.5.
		const width = Array.from(name).reduce((sum, letter) => sum + (/[\u3000-\u9fff\uff00-\uffef]/.test(letter) ? 12 : 6.5), 0);
		left += 20 + KEY_GAP + width + 12;
		return html`<path class="${kind}" fill="none" d="M${at} 9h18" /><text x="${at + 18 + KEY_GAP}" y="13">${name}</text>`;
	});
}

/** At most about seven days have room for a label. */
const labelledDays = (count: number): ((index: number) => boolean) => {
	const step = Math.ceil(count / 7);
	return (index) => index % step === 0;
};

const round = (value: number): number => Math.round(value * 10) / 10;
