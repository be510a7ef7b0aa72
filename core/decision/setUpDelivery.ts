import type { ChannelReceipt } from '../types';
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
