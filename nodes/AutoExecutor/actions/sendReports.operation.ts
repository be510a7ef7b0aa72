import { sendEmail, type SmtpServer } from '../../../clients/email/emailClient';
import type { TelegramClient } from '../../../clients/telegram/telegramClient';
import { parseApprover } from '../../../core/decision/approver';
import { cleanLine } from '../../../core/decision/safeText';
import { isQuiet } from '../../../core/decision/sweep/quietHours';
import { AutopilotError } from '../../../core/errors';
import { readableSettings } from '../../../core/readableSettings';
import { REPORT_TEXTS } from '../../../core/locale/report';
import { isDeliveryDue } from '../../../core/report/delivery';
import { reportEvent } from '../../../core/report/reportEvent';
import { reportHtml, reportText } from '../../../core/report/html';
import type { Delivery, Instant } from '../../../core/types';
import type { Patch } from '../../../ledger/ledger';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { openSmtp } from '../../shared/smtp';
import { toItem } from '../../shared/snakeCase';
import { openWebhooks, type PostToTarget } from '../../shared/webhookTargets';
import { openTelegram } from '../../shared/telegramTransport';
import { readCurrentTime } from '../../shared/time';
import { OUTPUT } from '../outputs';
import { type ChartOf, mailCharts } from '../mailCharts';
import { toldMessage } from '../../shared/errors';

/** What mail programs show of a subject, and some more. */
const LONGEST_SUBJECT = 120;

/** The ways to reach people that the node's credentials give. */
interface Channels {
	readonly telegram: TelegramClient | null;
	readonly smtp: SmtpServer | null;
	readonly from: string;
	readonly post: PostToTarget;
	/** It is night for the owner: messages arrive without a sound. */
	readonly silent: boolean;
	readonly chartOf: ChartOf;
}

/** Sends the reports that have not arrived yet, each to its person, and notes which did. */
export const sendReports: Operation = {
	fields: [
		{
			displayName: 'From Email',
			name: 'fromEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. autopilot@example.com',
			description: 'Sender of reports by email. Needs the SMTP credential.',
			displayOptions: { show: { operation: ['sendReports'] } },
		},
	],
	async execute(context, itemIndex) {
		const now = readCurrentTime(context, itemIndex);
		const { ledger } = await openLedger(context, itemIndex);
		const waiting = (await ledger.read('report_log', { sentAt: null })).filter((delivery) => isDeliveryDue(delivery, now));
		if (waiting.length === 0) return [{ output: OUTPUT.result, json: { reports_sent: 0 } }];
		// What is broken elsewhere keeps no report back, least of all one of what was stopped.
		const settings = readableSettings(await ledger.read('settings'));
		const { quietHours, timeZone } = settings;
		const opened = { telegram: await openTelegram(context), smtp: await openSmtp(context), post: await openWebhooks(context) };
		// Taken before it is sent, so that of two executions only one sends it.
		const taken = await ledger.transitionAll(
			'report_log',
			waiting.map(({ reportId, attempts }) => ({
				key: reportId,
				expected: { attempts, sentAt: null },
				values: { attempts: attempts + 1, lastTriedAt: now },
			})),
		);
		const mine = waiting.filter((_, index) => taken[index]);
		const channels: Channels = {
			...opened,
			from: String(context.getNodeParameter('fromEmail', itemIndex, '')),
			silent: isQuiet(now, { hours: quietHours, zone: timeZone }),
			chartOf: await mailCharts(ledger, mine, settings),
		};
		const patches: Patch<'report_log'>[] = [];
		for (const delivery of mine) patches.push(await send(delivery, channels, now));
		await ledger.update('report_log', patches);
		const results = new Map(patches.map(({ key, values }) => [key, values]));
		return waiting
			.filter(({ reportId }) => results.has(reportId))
			.map((delivery) => ({ output: OUTPUT.result, json: toItem({ ...delivery, ...results.get(delivery.reportId) }) }));
	},
};

/** What came of one delivery. A channel that fails keeps the others from nothing; it is tried again later. */
async function send(delivery: Delivery, channels: Channels, now: Instant): Promise<Patch<'report_log'>> {
	try {
		const missing = await sendOver(delivery, channels);
		return { key: delivery.reportId, values: { sentAt: now, error: missing && `Sent without its chart: ${missing}` } };
	} catch (error) {
		return { key: delivery.reportId, values: { error: toldMessage(error) } };
	}
}

/** @returns why the chart is missing that should have come along. */
async function sendOver(delivery: Delivery, { telegram, smtp, from, post, silent, chartOf }: Channels): Promise<string | null> {
	const { channel, address } = parseApprover(delivery.recipient);
	if (channel === 'telegram') {
		if (!telegram) throw new AutopilotError('CHANNEL_FAILED', 'The node has no Telegram credential');
		await telegram.sendNotice(address, reportHtml(delivery), silent);
		return null;
	}
	if (channel === 'webhook') {
		await post(address, reportEvent(delivery));
		return null;
	}
	if (!smtp) throw new AutopilotError('CHANNEL_FAILED', 'The node has no SMTP credential');
	const { file: chart, missing } = chartOf(delivery);
	const { chartAttached } = REPORT_TEXTS[delivery.locale];
	const mail = chart ? { ...delivery, lines: [...delivery.lines, chartAttached(chart.filename)] } : delivery;
	await sendEmail(smtp, {
		from,
		to: address,
		// Several goals report on the same day: each says in its first line which it is.
		subject: cleanLine([delivery.title, delivery.lines[0] ?? ''].filter((text) => text !== '').join(' | '), LONGEST_SUBJECT),
		text: reportText(mail),
		html: reportHtml(mail).replaceAll('\n', '<br>'),
		attachments: chart ? [chart] : [],
	});
	return missing;
}
