import { blank, ask, botOf, newKey, startTroubled, type Way } from '../contestants';
import type { Lab } from '../lab';
import { fails, holds, notApplicable, type Finding, type Row } from '../verdict';

const MARKUP = '<script>alert(1)</script> <b>bold</b> [free money](https://evil.example) *x* & "quoted"';
/** An override that lets 9,000,000 read as 000,000,9, a zero-width space, a soft hyphen and a byte order mark. */
const HIDDEN = ['\u202E', '\u202C', '\u200B', '\u00AD', '\uFEFF', '\u2066'];

/** Markup in the question, its evidence and both labels: whatever reads it, the approver sees its letters, and n8n's way of asking may break on it. */
async function markup(lab: Lab, way: Way): Promise<Finding> {
	const key = newKey();
	const given = {
		key,
		question: `Pay ${key}? ${MARKUP}`,
		approveLabel: '<u>Go</u>',
		rejectLabel: '<i>Keep</i>',
		evidence: `Seen: ${MARKUP}`,
	};
	const question = await startTroubled(lab, way, blank(lab, way, given));
	if (question === null) return fails('the question cannot be sent');
	await lab.untilWaiting(question.executionId);
	const page = way === 'ours-email' ? (await lab.open(question.credential.approve)).body : '';
	// As it was asked: the answer changes the message.
	const inChat = way.endsWith('telegram') ? markupInChat(lab, way, key, question.shown) : null;
	await question.answer('refuse');
	if (inChat) return inChat;
	const html = question.shown.slice(question.shown.indexOf('Content-Type: text/html')) + page;
	const live = ['<script>alert', '<b>bold', '<u>Go', '<i>Keep', 'href="https://evil'].filter((part) => html.includes(part));
	return live.length === 0 ? holds('is shown as text') : fails(`becomes part of the page: ${live.join(', ')}`);
}

function markupInChat(lab: Lab, way: Way, key: string, shown: string): Finding {
	const { control, approverId } = botOf(lab, way);
	const message = control.chat.messages(approverId).find(({ text }) => text.includes(key));
	const evidence = way === 'n8n-telegram' || message?.text.includes(`Seen: ${MARKUP}`);
	if (!evidence || !message?.text.includes(MARKUP) || !shown.includes('<u>Go</u>')) return fails('is shown with other letters');
	const links = message.entities.filter(({ type }) => type === 'text_link');
	return links.length === 0 ? holds('is shown letter for letter') : fails('text becomes a link');
}

async function hidden(lab: Lab, way: Way): Promise<Finding> {
	const key = newKey();
	const question = await ask(lab, way, {
		key,
		question: `Pay ${key}: ${HIDDEN.join('9,000')} JPY?`,
		approveLabel: `P${HIDDEN.join('')}ay`,
	});
	await question.answer('refuse');
	const left = HIDDEN.filter((character) => question.shown.includes(character));
	return left.length === 0
		? holds('is taken out')
		: fails(
				`reaches the approver: ${left.map((character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`).join(', ')}`,
			);
}

async function lyingLabel(lab: Lab, way: Way): Promise<Finding> {
	const question = await ask(lab, way, { approveLabel: 'Decline everything', rejectLabel: 'Approve' });
	await question.answer('refuse');
	const marked = question.shown.includes('✅ 1. Decline everything') && question.shown.includes('🚫 2. Approve');
	return marked ? holds('each option is marked ✅ or 🚫 by what it does') : fails('only the label is shown');
}

async function formula(lab: Lab, way: Way): Promise<Finding> {
	if (way.startsWith('n8n')) return notApplicable('no log');
	if (way === 'ours-email') return notApplicable('the same record as over Telegram');
	const ledger = await lab.setUpSpreadsheet();
	// The charts of the summary stand on formulas of ours, which no text from outside reaches.
	const ours = new Set(lab.ours.control.sheets.formulas().map((each) => JSON.stringify(each)));
	const key = newKey();
	const text = `=HYPERLINK("https://evil.example?${key}","click")`;
	const question = await ask(lab, 'ours-sheets', { key, question: text, approveLabel: '+1+1', rejectLabel: '@SUM(1)' });
	await question.answer('refuse');
	const [decision] = (await ledger.read('decision_log')).filter((each) => each.question.includes(key));
	const labels = decision?.options.map(({ label }) => label);
	const kept = decision?.question === text && JSON.stringify(labels) === JSON.stringify(['+1+1', '@SUM(1)']);
	const formulas = lab.ours.control.sheets.formulas().filter((each) => !ours.has(JSON.stringify(each)));
	return kept && formulas.length === 0
		? holds('every cell is text')
		: fails(`formulas in ${formulas.map(({ cell }) => cell).join(', ')}`);
}

/** Rows about what an approver sees, and what the log keeps. */
export const shownRows: readonly Row[] = [
	{
		id: 'markup',
		title: 'Script and markup in every shown field',
		holdsWhen: 'the question arrives and reads letter for letter',
		run: markup,
	},
	{
		id: 'formula',
		title: 'Formulas in every logged cell',
		holdsWhen: 'no cell of the log holds a formula',
		run: formula,
	},
	{
		id: 'hidden-text',
		title: 'Right-to-left and zero-width text',
		holdsWhen: 'no character that hides or turns text reaches the approver',
		run: hidden,
	},
	{
		id: 'lying-label',
		title: 'An option label that lies about its effect',
		holdsWhen: 'the message says beside the label what the option does',
		run: lyingLabel,
	},
];
