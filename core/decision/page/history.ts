import { DECISIONS_PAGE_TEXTS } from '../../locale/decisionsPage';
import { html, type Content, type Html } from '../../page/html';
import type { ChannelReceipt } from '../../types';
import { outcomeLines } from '../message';
import { approverName, optionName } from '../view';
import type { Question } from './question';

const SHORT_DIGEST = 12;

/** What happened to a question: who was asked how, who was reminded, who answered what and why, and what exactly it stands for. */
export function history({ decision, view, votes }: Question): Html {
	const texts = DECISIONS_PAGE_TEXTS[view.locale];
	const at = (instant: string): Html => html`<time datetime="${instant}">${view.texts.time(instant, view.timeZone)}</time>`;
	const name = (key: string): string => {
		const option = decision.options.find((each) => each.key === key);
		return option ? optionName(option) : key;
	};
	const who = ({ channel, approver }: ChannelReceipt): string => approverName(`${channel}:${approver}`);
	const entries: Content[] = [
		html`${texts.asked}${at(decision.askedAt)}`,
		...decision.channels.map((receipt) => (receipt.status === 'sent' ? texts.sent(who(receipt)) : texts.notSent(who(receipt)))),
		decision.escalationLevel > 0 && texts.escalated(decision.escalationLevel),
		decision.status === 'pending' &&
			decision.nextReminderAt !== null &&
			texts.nextReminder(view.texts.time(decision.nextReminderAt, view.timeZone)),
		...(decision.quorum > 1
			? votes.map(
					(vote) =>
						html`${texts.voted(approverName(vote.approver), name(vote.answer))}${vote.reason !== null &&
						html`<br />${view.texts.reason(vote.reason)}`}${at(vote.receivedAt)}`,
				)
			: []),
		...outcomeLines(decision, view)
			.filter(({ text, bold }) => decision.status !== 'pending' && text !== '' && !bold)
			.map(({ text }) => text),
		decision.appliedAt !== null && html`${texts.applied}${at(decision.appliedAt)}`,
		html`${texts.digest} <code>${decision.payloadDigest.replace(/^sha256:/, '').slice(0, SHORT_DIGEST)}</code>`,
	];
	return html`<ol class="log">
		${entries.map((entry) => entry !== null && entry !== false && html`<li>${entry}</li>`)}
	</ol>`;
}
