import { reportHtml, reportText } from '../../core/report/html';
import type { Settings } from '../../core/settings';
import type { Report } from '../../core/types';
import type { Routed } from '../shared/items';
import { OUTPUT } from './outputs';

/**
 * A report, ready for a chat (html) or anything else (text): one item for each approver on Telegram, with their `chat_id`, or
 * one with an empty `chat_id` where none is.
 */
export function reportItems(report: Report, { approvers }: Settings): Routed[] {
	const json = {
		goal_id: report.goalId,
		kind: report.kind,
		locale: report.locale,
		title: report.title,
		text: reportText(report),
		html: reportHtml(report),
	};
	const chats = approvers.flatMap((approver) => /^telegram:(\d+)$/i.exec(approver)?.[1] ?? []);
	return (chats.length > 0 ? chats : ['']).map((chat_id) => ({ output: OUTPUT.report, json: { ...json, chat_id } }));
}
