import { DateTime } from 'luxon';
import type { Moment } from '../../sandbox/player';

/** Where the play stands, in one line. */
export function statusLine({ day, days, now, goal, question, sent }: Moment, chatUrl: string): string {
	const number = (value: number): string => Math.round(value).toLocaleString('en-US');
	const unit = goal.currency ?? goal.metric;
	const parts = [
		`day ${day}/${days}`,
		DateTime.fromISO(now, { zone: goal.timeZone }).toFormat('d LLL HH:mm', { locale: 'en' }),
		goal.status.replace('_', ' '),
		`${number(goal.progressValue)} of ${number(goal.targetValue)} ${unit} (${(goal.achievementRate * 100).toFixed(1)} %)`,
		`spent ${number(goal.spent)}`,
	];
	if (goal.probability !== null) parts.push(`chance ${(goal.probability * 100).toFixed(0)} %`);
	if (sent.length > 0) parts.push(`sent: ${sent.join(', ')}`);
	if (question) parts.push(`waiting for an answer in the chat: ${chatUrl}`);
	return parts.join(' · ');
}
