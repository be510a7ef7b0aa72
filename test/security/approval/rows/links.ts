import { BROWSER } from '../lab';
import { ask, botOf } from '../contestants';
import { mustApproveOnce, mustNotApprove, notApplicable, type Row } from '../verdict';

const NO_LINK = notApplicable('buttons carry no link');

type Agents = readonly (string | null)[];

/** What opens links without anybody reading them. The Teams preview names no user agent. */
const PREVIEWS: Agents = [
	null,
	'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
	'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
];
const BOTS: Agents = [
	'TelegramBot (like TwitterBot)',
	'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
	'curl/8.5.0',
	'Mozilla/4.0 (compatible; ms-office; MSOffice 16)',
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
];

const opened = (id: string, title: string, agents: Agents, method = 'GET'): Row => ({
	id,
	title,
	holdsWhen: 'opening a link decides nothing; the refusal that follows counts',
	run: async (lab, way) => {
		if (way.endsWith('telegram')) return NO_LINK;
		return await mustNotApprove(lab, way, async ({ credential }) => {
			for (const userAgent of agents) await lab.open(credential.approve, { method, userAgent });
		});
	},
});

const isLink = (credential: string): boolean => credential.startsWith('https:');

/** Exchanges what proves a button or link genuine. */
function resigned(credential: string, change: (signature: string, name: string) => string): string {
	if (!isLink(credential)) return credential.replace(/[^|]+$/, (signature) => change(signature, 'signature'));
	const link = new URL(credential);
	for (const name of ['signature', 'token']) {
		const value = link.searchParams.get(name);
		if (value !== null) link.searchParams.set(name, change(value, name));
	}
	return link.toString();
}

/** The proof in a button or link: of a link the named parameter. */
const proofOf = (credential: string, name: string): string =>
	isLink(credential) ? (new URL(credential).searchParams.get(name) ?? '') : (credential.split('|').at(-1) ?? '');

const tampered = (id: string, title: string, change: (approve: string, refuse: string) => string): Row => ({
	id,
	title,
	holdsWhen: 'it is refused; the refusal that follows counts',
	run: async (lab, way) =>
		await mustNotApprove(lab, way, async ({ credential, use }) => {
			const changed = change(credential.approve, credential.refuse);
			if (changed === credential.approve) throw new Error('Nothing was changed');
			await use(changed, 'approve');
		}),
});

/** Rows about what opens a link, and about links and buttons that nobody was given. */
export const linkRows: readonly Row[] = [
	opened('get', 'GET of the approving link with a browser’s user agent, as mail scanners send it', [BROWSER]),
	opened('head', 'HEAD of the approving link', [BROWSER], 'HEAD'),
	opened('link-preview', 'Link previews of Teams, Skype and Slack', PREVIEWS),
	opened('bots', 'Bot user agents: Telegram, Google, curl, Office, Messages', BOTS),
	{
		id: 'replay',
		title: 'Replay of an answer that counted',
		holdsWhen: 'the workflow goes on once',
		run: async (lab, way) =>
			await mustApproveOnce(lab, way, async (question) => {
				await question.answer('approve');
				await lab.witness.went(question.key);
				for (let time = 0; time < 2; time += 1) await question.use(question.credential.approve, 'approve');
			}),
	},
	tampered('forged', 'Forged signature', (approve) => resigned(approve, (signature) => 'A'.repeat(signature.length))),
	tampered('truncated', 'Truncated signature', (approve) => resigned(approve, (signature) => signature.slice(0, -1))),
	tampered('altered', 'Altered: the refusal’s signature on the approval', (approve, refuse) =>
		resigned(approve, (_, name) => proofOf(refuse, name)),
	),
	{
		id: 'other-decision',
		title: 'Signature of another question',
		holdsWhen: 'it is refused; the refusal that follows counts',
		run: async (lab, way) => {
			const other = await ask(lab, way);
			const finding = await mustNotApprove(lab, way, async ({ credential, use }) =>
				use(
					resigned(credential.approve, (_, name) => proofOf(other.credential.approve, name)),
					'approve',
				),
			);
			await other.answer('refuse');
			return finding;
		},
	},
	{
		id: 'parameter-added',
		title: 'Parameters added to the refusing link',
		holdsWhen: 'it is refused or changes nothing; the refusal that follows counts',
		run: async (lab, way) => {
			if (way.endsWith('telegram')) return NO_LINK;
			return await mustNotApprove(lab, way, async ({ credential: { refuse }, use }) => {
				await use(`${refuse}&option=1&approved=true`, 'approve');
				await use(refuse.replace('?', '?option=1&approved=true&'), 'approve');
			});
		},
	},
	{
		id: 'other-approver',
		title: 'Somebody who was not asked: a tap on a forwarded message, a link in another name',
		holdsWhen: 'it is refused; the refusal that follows counts',
		run: async (lab, way) => {
			if (way === 'n8n-email') return notApplicable('a link names nobody: whoever holds it answers');
			return await mustNotApprove(lab, way, async ({ credential, use, useAs }) => {
				if (useAs) return await useAs(botOf(lab, way).secondApproverId, 'approve');
				const link = new URL(credential.approve);
				link.searchParams.set('approver', 'email:somebody@example.com');
				return await use(link.toString(), 'approve');
			});
		},
	},
];
