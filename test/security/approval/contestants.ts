import { randomBytes } from 'node:crypto';
import type { Decision } from '../../../core/types';
import { until } from '../../../sandbox/n8n/publicApi';
import type { Servers } from '../../../sandbox/servers';
import type { Lab } from './lab';
import type { Asked } from './workflows';

/** The four ways to ask that are compared. */
export const WAYS = ['ours-telegram', 'ours-email', 'n8n-telegram', 'n8n-email'] as const;
export type Way = (typeof WAYS)[number];
/** Also this node with a spreadsheet for its ledger. */
type Workflow = Way | 'ours-sheets';

/** The choices of every question. */
export type Choice = 'approve' | 'refuse';

/** What every data table's address has in it: closing the gate for it is an outage of the ledger. */
export const LEDGER = '/data-tables';

const DEADLINE_MS = 30_000;
/** How long Telegram goes on with a tap that n8n refuses. */
const TELEGRAM_PATIENCE_MS = 8_000;
const APPROVER_EMAIL = 'owner@example.com';
export const SECOND_EMAIL = 'deputy@example.com';

/** A question that has reached an approver. */
export interface Question {
	readonly key: string;
	readonly executionId: string;
	/** Everything the approver was sent. */
	readonly shown: string;
	/** What a button carries or a link points to. */
	readonly credential: Readonly<Record<Choice, string>>;
	/** Answers as the approver does: a tap, or the link and whatever page it opens. @returns what the approver is told at once */
	answer(choice: Choice): Promise<string>;
	/** Uses something like `credential`, genuine or not, as whoever holds it could. @returns what they are told */
	use(credential: string, choice: Choice): Promise<string>;
	/** Taps as another person on a forwarded message; `null` where there is nothing to tap. */
	readonly useAs: ((userId: number, choice: Choice) => Promise<string>) | null;
}

export const newKey = (): string => `K${randomBytes(5).toString('hex')}`;

/** A harmless question with a key of its own. */
export function blank(lab: Lab, way: Workflow, given: Partial<Asked> = {}): Asked {
	const key = given.key ?? newKey();
	return {
		question: `Pay invoice ${key}?`,
		approvers: String(botOf(lab, way).approverId),
		email: APPROVER_EMAIL,
		seconds: 3_600,
		approveLabel: 'Pay',
		rejectLabel: 'Do not pay',
		quorum: 1,
		requestedBy: '',
		evidence: '',
		...given,
		key,
	};
}

/** Starts an asking workflow. What is not given is harmless. */
export async function start(lab: Lab, way: Workflow, given: Partial<Asked> = {}): Promise<Asked> {
	const asked = blank(lab, way, given);
	await lab.trigger(way, { ...asked });
	return asked;
}

/** Asks and waits until the question is in front of the approver and the execution waits for the answer. */
export async function ask(lab: Lab, way: Workflow, given: Partial<Asked> = {}): Promise<Question> {
	const asked = await start(lab, way, given);
	const question = await arrived(lab, way, asked);
	await lab.untilWaiting(question.executionId);
	return question;
}

/** Waits until a question is in front of its first approver. Of several messages it is the latest. */
export async function arrived(lab: Lab, way: Workflow, { key, email }: Pick<Asked, 'key' | 'email'>): Promise<Question> {
	return way.endsWith('email') ? await mailed(lab, way, key, email.split(',')[0] ?? '') : await inChat(lab, way, key);
}

/**
 * Starts an asking workflow and waits until the question is in front of the approver, or the asking has failed.
 * @returns `null` where it failed
 */
export async function startTroubled(lab: Lab, way: Way, given: Partial<Asked> = {}): Promise<Question | null> {
	const before = Number((await lab.latestExecution(way))?.id ?? 0);
	const asked = await start(lab, way, given);
	const came = await until(`the question ${asked.key} to arrive or fail`, 2 * DEADLINE_MS, async () => {
		if (timesSent(lab, way, asked.key) > 0) return 'arrived';
		const latest = await lab.latestExecution(way);
		return latest !== null && Number(latest.id) > before && latest.status === 'error' && 'failed';
	});
	return came === 'arrived' ? await arrived(lab, way, asked) : null;
}

/** The bot of a way of asking. */
export const botOf = (lab: Lab, way: Workflow): Servers => (way.startsWith('n8n') ? lab.theirs : lab.ours);

/** How many messages or mails with this question were sent. */
export function timesSent(lab: Lab, way: Way, key: string): number {
	if (way.endsWith('email')) return lab.smtp.received.map(decodeMail).filter((mail) => mail.includes(key)).length;
	const { control, approverId } = botOf(lab, way);
	return control.chat.messages(approverId).filter(({ text }) => text.includes(key)).length;
}

/** This node's record of a question, `undefined` when there is none. */
export async function recordOf(lab: Lab, key: string): Promise<Decision | undefined> {
	return (await lab.autopilot.ledger.read('decision_log')).find(({ question }) => question.includes(key));
}

/** Waits for a question in the chat of a person, by default the first approver. */
export async function inChat(lab: Lab, way: Workflow, key: string, userId?: number): Promise<Question> {
	const { control, approverId } = botOf(lab, way);
	const person = userId ?? approverId;
	const { messageId, text, markup } = await until(`the question ${key} in the chat`, DEADLINE_MS, async () =>
		control.chat
			.messages(person)
			.findLast((message) => (message.markup?.inline_keyboard.length ?? 0) > 0 && message.text.includes(key)),
	);
	const buttons = (markup?.inline_keyboard ?? []).flat();
	const data = buttons.map(({ callback_data: carried = '' }) => carried);
	// n8n puts the refusal first.
	const [approve = '', refuse = ''] = way.startsWith('n8n') ? data.toReversed() : data;
	const credential = { approve, refuse };
	const executionId = way.startsWith('n8n')
		? (approve.split('|')[1] ?? '')
		: await until('the execution that asked', DEADLINE_MS, async () => (await lab.latestExecution(way))?.id);
	const useAs = async (tapper: number, carried: string, genuine: boolean): Promise<string> => {
		const { queryId } = control.chat.forgeTap(messageId, carried, tapper, person);
		const answered = (): string | null => control.chat.taps(tapper).find((tap) => tap.queryId === queryId)?.answer?.text ?? null;
		// Workflow 03 always answers a tap. n8n answers those it takes, and Telegram once it has dealt with one.
		const patience = Date.now() + (genuine ? TELEGRAM_PATIENCE_MS : 0);
		await until('the tap to be dealt with', DEADLINE_MS, async () =>
			way.startsWith('ours') ? answered() !== null : await delivered(botOf(lab, way), patience),
		);
		return answered() ?? '';
	};
	return {
		key,
		executionId,
		shown: [text, ...buttons.map((button) => button.text)].join('\n'),
		credential,
		answer: async (choice) => useAs(person, credential[choice], true),
		use: async (carried) => useAs(person, carried, false),
		useAs: async (tapper, choice) => useAs(tapper, credential[choice], true),
	};
}

/** Whether Telegram has got rid of every update. What the bot goes on refusing is given up in the end, as Telegram does. */
async function delivered({ telegramUrl, botToken, control }: Servers, patience: number): Promise<boolean> {
	const response = await fetch(`${telegramUrl}/bot${botToken}/getWebhookInfo`);
	const { result } = (await response.json()) as { result: { pending_update_count: number; last_error_message?: string } };
	if (result.pending_update_count === 0) return true;
	if (result.last_error_message === undefined || Date.now() < patience) return false;
	control.dropUpdates();
	return true;
}

/** Waits for a question by mail. */
export async function mailed(lab: Lab, way: Workflow, key: string, email: string): Promise<Question> {
	const mail = await until(`the mail about ${key}`, DEADLINE_MS, async () =>
		lab.smtp.received.map(decodeMail).findLast((each) => each.includes(key) && each.includes(email)),
	);
	const links = [...mail.matchAll(/https:\/\/[^\s"'<>]*\/webhook-waiting\/[^\s"'<>]+/g)].map(([url]) =>
		url.replaceAll('&amp;', '&'),
	);
	const chosen = (approved: string, option: string): string =>
		links.find((link) => {
			const { searchParams } = new URL(link);
			return searchParams.get('approved') === approved || searchParams.get('option') === option;
		}) ?? '';
	const credential = { approve: chosen('true', '1'), refuse: chosen('false', '2') };
	const use = async (link: string, choice: Choice): Promise<string> => {
		const form = way.startsWith('n8n') ? {} : { method: 'POST', form: `reason=${choice}` };
		return (await lab.open(link, form)).body;
	};
	return {
		key,
		executionId: new URL(credential.approve).pathname.split('/').at(-2) ?? '',
		shown: mail,
		credential,
		use,
		answer: async (choice) => {
			// A person looks at the page first, whatever that does.
			if (way.startsWith('ours')) await lab.open(credential[choice]);
			return await use(credential[choice], choice);
		},
		useAs: null,
	};
}

/** A mail as it reads: quoted-printable undone. */
const decodeMail = (raw: string): string =>
	raw.replace(/=\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString());
