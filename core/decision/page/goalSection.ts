import { DECISIONS_PAGE_TEXTS } from '../../locale/decisionsPage';
import { formatPercent, formatValue } from '../../locale/format';
import { planText } from '../../locale/planText';
import { REPORT_TEXTS } from '../../locale/report';
import { html, type Html } from '../../page/html';
import { chartTexts } from '../../report/goalChart';
import { progressChart } from '../../report/progressChart';
import type { ProgressSeries } from '../../report/progressSeries';
import type { Goal } from '../../types';

/** How a goal goes: its figures, its chart, and the chart's figures as a table for those who do not see it. */
export function goalSection(goal: Goal, series: ProgressSeries): Html {
	const { locale } = goal;
	const texts = DECISIONS_PAGE_TEXTS[locale];
	const value = (amount: number): string => formatValue(amount, goal.metric, goal.currency, locale);
	const cost = (amount: number): string => formatValue(amount, 'revenue', goal.currency, locale);
	const share = Math.max(0, Math.min(100, Math.round(goal.achievementRate * 100)));
	const figures: readonly (readonly [name: string, value: string, more: string | null])[] = [
		[texts.progress.reached, value(goal.progressValue), texts.progress.target(value(goal.targetValue))],
		...(goal.paceRatio === null
			? []
			: [[texts.progress.pace, formatPercent(goal.paceRatio), texts.progress.expected(value(goal.expectedToDate))] as const]),
		...(goal.forecastValue === null || goal.forecastLow === null || goal.forecastHigh === null
			? []
			: [
					[
						texts.progress.forecast,
						value(goal.forecastValue),
						texts.progress.interval(value(goal.forecastLow), value(goal.forecastHigh)),
					] as const,
				]),
		...(goal.probability === null ? [] : [[texts.progress.probability, formatPercent(goal.probability), null] as const]),
		[texts.progress.cost, cost(goal.spent), goal.budgetLimit === null ? null : texts.progress.budget(cost(goal.budgetLimit))],
	];
	return html`<article class="card" lang="${locale}" aria-labelledby="${goal.goalId}-h">
		<ul class="tags">
			<li class="tag">${REPORT_TEXTS[locale].status[goal.status]}</li>
		</ul>
		<h3 id="${goal.goalId}-h">${planText[locale].quote(goal.instruction)}</h3>
		<div class="bar" aria-hidden="true">
			<svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect width="${share}" height="1" /></svg>
		</div>
		<dl class="figures">
			${figures.map(
				([name, amount, more]) =>
					html`<div>
						<dt>${name}</dt>
						<dd>${amount}${more !== null && html`<small>${more}</small>`}</dd>
					</div>`,
			)}
		</dl>
		${course(goal, series, value)}
	</article>`;
}

function course(goal: Goal, series: ProgressSeries, value: (amount: number) => string): Html {
	const { locale, metric } = goal;
	const { chart } = DECISIONS_PAGE_TEXTS[locale];
	return html`<figure>
			<figcaption>${chart.caption(planText[locale].metric[metric])}</figcaption>
			${progressChart(series, chartTexts(goal, series))}
		</figure>
		<details>
			<summary>${chart.table}</summary>
			<div class="scroll" tabindex="0" role="region" aria-label="${chart.table}">${figuresTable(series, value, locale)}</div>
		</details>`;
}

function figuresTable(series: ProgressSeries, value: (amount: number) => string, locale: Goal['locale']): Html {
	const { chart } = DECISIONS_PAGE_TEXTS[locale];
	const { days, expected, actual, forecast, now } = series;
	const by = (points: ProgressSeries['actual'], index: number): string => {
		const point =
			points.find(({ at }) => at === index + 1) ??
			(Math.ceil(now) === index + 1 ? points.find(({ at }) => at === now) : undefined);
		return point ? value(point.value) : '–';
	};
	return html`<table>
		<thead>
			<tr>
				<th scope="col">${chart.dayColumn}</th>
				<th scope="col">${chart.expected}</th>
				<th scope="col">${chart.actual}</th>
			</tr>
		</thead>
		<tbody>
			${days.map(
				(day, index) =>
					html`<tr>
						<th scope="row">${chart.day(day)}</th>
						<td>${by(expected, index)}</td>
						<td>${by(actual, index)}</td>
					</tr>`,
			)}
			${forecast &&
			html`<tr>
				<th scope="row">${chart.end}</th>
				<td>${value(series.target)}</td>
				<td>${value(forecast.value)} (${value(forecast.low)} – ${value(forecast.high)})</td>
			</tr>`}
		</tbody>
	</table>`;
}
