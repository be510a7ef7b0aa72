import { DateTime } from 'luxon';
import { DECISIONS_PAGE_TEXTS } from '../../locale/decisionsPage';
import { html, type Content, type Html } from '../../page/html';
import type { Decision, DecisionStatus } from '../../types';
import { cleanText } from '../safeText';
import { history } from './history';
import type { Question } from './question';
import { optionText } from './answerForm';

const LONGEST_EVIDENCE = 300;
const TONE: Readonly<Record<Decision['risk'], string>> = { low: 'good', medium: '', high: 'bad' };
const STATUS_TONE: Readonly<Record<DecisionStatus, string>> = {
	pending: 'warn',
	approved: 'good',
	rejected: 'bad',
	expired: 'warn',
	cancelled: '',
	superseded: '',
};

/** A question with what it rests on; `form` is how it can be answered. `about` names its goal where the page shows several. */
export function questionCard(question: Question, about: string | null, form: Content): Html {
	const { decision, view, votes, now } = question;
	const texts = DECISIONS_PAGE_TEXTS[view.locale];
	const id = decision.decisionId;
	const left = DateTime.fromISO(decision.deadline).diff(DateTime.fromISO(now)).toMillis();
	const agreed = votes.filter(({ answer }) => decision.options.find(({ key }) => key === answer)?.outcome === 'approve');
	return html`<article class="card" id="${id}" lang="${view.locale}" aria-labelledby="${id}-q">
		<ul class="tags">
			${decision.urgency === 'high' && html`<li class="tag bad">${texts.urgent}</li>`}
			<li class="tag">${texts.kind[decision.kind]}</li>
			<li class="tag ${TONE[decision.risk]}">${view.texts.risk[decision.risk]}</li>
			${decision.quorum > 1 && html`<li class="tag">${texts.quorum(agreed.length, decision.quorum)}</li>`}
		</ul>
		<h3 id="${id}-q">${lines(decision.question)}</h3>
		${about !== null && html`<p class="soft">${about}</p>`}
		<p class="due">
			<strong>${texts.timeLeft(left)}</strong
			><span class="soft"
				>${texts.deadline} <time datetime="${decision.deadline}">${view.texts.time(decision.deadline, view.timeZone)}</time></span
			>
		</p>
		${evidence(question)} ${form}
		<details>
			<summary>${texts.record}</summary>
			${history(question)}
		</details>
	</article>`;
}

/** A closed decision: one line that opens. */
export function pastDecision(question: Question): Html {
	const { decision, view } = question;
	const texts = DECISIONS_PAGE_TEXTS[view.locale];
	return html`<details class="card" id="${decision.decisionId}" lang="${view.locale}">
		<summary>
			<span class="tag ${STATUS_TONE[decision.status]}">${texts.status[decision.status]}</span>
			<h3>${cleanText(decision.question, 160)}</h3>
		</summary>
		<div>
			${evidence(question)}
			<h4>${view.texts.options}</h4>
			<ul class="plain">
				${decision.options.map((option) => html`<li>${optionText(option, decision.recommended, view)}</li>`)}
			</ul>
			<h4>${texts.record}</h4>
			${history(question)}
		</div>
	</details>`;
}

/** What a question rests on. */
const evidence = ({ decision, view }: Pick<Question, 'decision' | 'view'>): Html | null =>
	decision.evidence.length === 0
		? null
		: html`<h4>${view.texts.evidence}</h4>
				<ul class="plain">
					${decision.evidence.map((text) => html`<li>${cleanText(text, LONGEST_EVIDENCE)}</li>`)}
				</ul>`;

/** Text with its line breaks. */
export const lines = (text: string): Html =>
	html`${cleanText(text, 4_000)
		.split('\n')
		.map((part, index) => html`${index > 0 && html`<br />`}${part}`)}`;
