import type { Attachment } from '../../clients/email/emailClient';
import { chartFile } from '../../core/report/chartFile';
import { chartTexts } from '../../core/report/goalChart';
import { progressSeries } from '../../core/report/progressSeries';
import type { Settings } from '../../core/settings';
import type { Delivery, Report } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { toldMessage } from '../shared/errors';

const WITH_CHART: ReadonlySet<Report['kind']> = new Set<Report['kind']>(['daily', 'weekly', 'final']);

/** The chart that goes with a delivery, or why it could not be drawn; both `null` where none is wanted. */
export interface MailChart {
	readonly file: Attachment | null;
	readonly missing: string | null;
}

export type ChartOf = (delivery: Delivery) => MailChart;

const NO_CHART: MailChart = { file: null, missing: null };

/**
 * Charts for the reports that go out by mail, as of the time each was written. Their figures are read in one go, and only where such
 * a report waits.
 */
export async function mailCharts(ledger: Ledger, deliveries: readonly Delivery[], settings: Settings): Promise<ChartOf> {
	const goalIds = [...new Set(deliveries.filter(wantsChart).map(({ goalId }) => goalId))];
	if (goalIds.length === 0) return () => NO_CHART;
	const ofGoals = goalIds.map((goalId) => ({ goalId }));
	const read = await ledger.readAll(['goals_tracker', 'performance_metrics'], {
		goals_tracker: ofGoals,
		// Figures without a goal are those of the shop, which goals are measured by.
		performance_metrics: [{ goalId: '' }, ...ofGoals],
	});
	return (delivery) => {
		const goal = read.goals_tracker.find(({ goalId }) => goalId === delivery.goalId);
		if (!goal || !wantsChart(delivery)) return NO_CHART;
		const observations = read.performance_metrics.filter(({ goalId }) => goalId === '' || goalId === goal.goalId);
		try {
			const series = progressSeries(goal, observations, settings, delivery.createdAt);
			const content = chartFile(series, chartTexts(goal, series));
			return { file: { filename: 'progress.svg', contentType: 'image/svg+xml', content }, missing: null };
		} catch (error) {
			// An exchange rate may be missing. The report is worth sending all the same.
			return { file: null, missing: toldMessage(error) };
		}
	};
}

const wantsChart = ({ kind, recipient }: Delivery): boolean => WITH_CHART.has(kind) && /^email:/i.test(recipient);
