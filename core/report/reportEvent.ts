import type { Delivery } from '../types';
import type { WebhookEvent } from '../webhook/event';

/** A report for the people behind a webhook. However often it is sent, its id is that of its row in `report_log`. */
export const reportEvent = ({ reportId, goalId, kind, locale, title, lines, createdAt }: Delivery): WebhookEvent => ({
	// Addresses may hold letters that a header cannot.
	id: encodeURIComponent(reportId),
	type: `report.${kind}`,
	at: createdAt,
	lines: [title, ...lines].map((text) => ({ text })),
	page: null,
	data: { report_id: reportId, goal_id: goalId, kind, locale, title, lines: [...lines] },
});
