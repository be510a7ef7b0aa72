import type { ChannelReceipt, Decision } from '../types';
import { checkOf, type SetUpCheck } from './setUpCheck';

/** Whether the test question reached an approver. */
export function judgeReceipt({ channel, approver, status, error }: ChannelReceipt): SetUpCheck {
	const { ok, fails } = checkOf(`Question to ${channel}:${approver}`);
	if (status === 'sent') return ok('The test question was sent. Nothing depends on its answer.');
	return fails(error ?? 'It could not be sent.', remedyFor(channel, error ?? ''));
}

function remedyFor(channel: ChannelReceipt['channel'], error: string): string {
	if (/has no .* credential/.test(error)) return 'Choose the credential in this node and in Ask and Wait of workflow 03.';
	if (channel === 'telegram') {
		if (/chat not found|bot was blocked|can't initiate|403/.test(error))
			return 'This person has to open a chat with the bot and press Start, once, and must not block it.';
		if (/401|404/.test(error)) return 'Check the bot’s token in the Telegram credential.';
		return 'Check the Telegram credential and whether api.telegram.org can be reached.';
	}
	if (channel === 'email')
		return 'Check host, port, encryption, user and password in the SMTP credential, and that the server may send as From Email.';
	return 'Check the webhook target of this name in the Autopilot API credential.';
}

/** Instead of everything that a test question would have shown. */
export const judgeNotAsked = (): SetUpCheck =>
	checkOf('Test question').undecided(
		'Nobody was asked, so neither messages nor signed links could be tried.',
		'Mend what failed above, then run the check again.',
	);

/**
 * Whether opening the signed links of the test question decided nothing.
 * @param opened whether a link reached its page; one that reached nothing shows nothing.
 */
export function judgeOpening({ status, answeredBy }: Pick<Decision, 'status' | 'answeredBy'>, opened: boolean): SetUpCheck {
	const { ok, fails, undecided } = checkOf('Opening a link');
	if (!opened)
		return undecided(
			'No signed link reached its page, so opening one could not be tried.',
			'Mend what “Signed link” says. Where the setting DECISIONS_PAGE_URL is off, there is no page to try.',
		);
	if (status === 'pending') return ok('Opening the link of the decisions page decided nothing.');
	// The link was one of the first approver's, who may have tapped a button at the same time.
	if (answeredBy?.startsWith('telegram:') === true)
		return undecided(
			'Somebody answered the test question while it was looked at, so that nobody can tell whether the link did.',
			'Run the check once more, and answer only when it is done.',
		);
	return fails(`Opening the link left the question “${status}”.`, 'Please report this fault.');
}
