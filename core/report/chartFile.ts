import { html } from '../page/html';
import { CHART_SIZE, CHART_STYLE, chartMarks, type ChartTexts } from './progressChart';
import type { ProgressSeries } from './progressSeries';

/** Twice its own size: a file opens in a window, not in a column of text. */
const SCALE = 2;

/** A page's custom properties are unknown in a file of its own; what the style falls back to is drawn. */
const FILE_STYLE = CHART_STYLE.replaceAll(/var\(--\w+,(#[0-9a-f]+)\)/g, '$1');

/**
 * The course of a goal as an SVG file, for a report by mail. Mail programs show SVG neither in the text nor as an inline picture
 * (Gmail and Outlook take it out), so it is attached, and the text has a line of blocks.
 */
export function chartFile(series: ProgressSeries, texts: ChartTexts): string {
	const { width, height } = CHART_SIZE;
	return html`<svg
		xmlns="http://www.w3.org/2000/svg"
		class="chart"
		width="${width * SCALE}"
		height="${height * SCALE}"
		viewBox="0 0 ${width} ${height}"
		font-family="sans-serif"
	>
		<title>${texts.summary}</title>
		<style>
			${FILE_STYLE}
		</style>
		<rect width="${width}" height="${height}" fill="#ffffff" />
		${chartMarks(series, texts)}
	</svg>`.markup;
}
