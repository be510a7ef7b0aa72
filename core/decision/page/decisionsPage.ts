import { DECISIONS_PAGE_TEXTS } from '../../locale/decisionsPage';
import { DECISION_TEXTS } from '../../locale/decision';
import { planText } from '../../locale/planText';
import { documentPage, type PageFrame } from '../../page/document';
import { html, type Html } from '../../page/html';
import type { ProgressSeries } from '../../report/progressSeries';
import type { Goal, TimeZone } from '../../types';
import type { PageAccess } from '../pageAccess';
import { approverName, optionName } from '../view';
import { answerForm } from './answerForm';
import { goalSection } from './goalSection';
import type { OpenQuestion, Question } from './question';
import { pastDecision, questionCard } from './questionCard';

/** All that the decisions page shows to one approver. */
export interface DecisionsPage {
	readonly access: PageAccess;
	readonly timeZone: TimeZone;
	readonly pending: readonly OpenQuestion[];
	readonly past: readonly Question[];
	readonly goals: readonly { readonly goal: Goal; readonly series: ProgressSeries }[];
	/** What came of the answer that this page follows. */
	readonly said: { readonly message: string; readonly recorded: boolean } | null;
}

/** The page with all questions of an approver: what waits first, then how the goals go, then what was decided. */
export function decisionsPage(page: DecisionsPage, frame: PageFrame): string {
	const texts = DECISIONS_PAGE_TEXTS[frame.locale];
	const { access, timeZone, said, pending, past, goals } = page;
	const until = DECISION_TEXTS[frame.locale].time(access.expiresAt, timeZone);
	return documentPage(
		frame,
		`${texts.title} – Autopilot`,
		html`<a class="skip" href="#open">${texts.skip}</a>
			<header class="wide top">
				<p class="brand">Autopilot</p>
				<h1>${texts.title}</h1>
			</header>
			<main class="wide">
				${said &&
				html`<div class="card said${!said.recorded && ' no'}" id="said" role="status" tabindex="-1"><p>${said.message}</p></div>`}
				<section id="open" aria-labelledby="open-h" tabindex="-1">
					<h2 id="open-h">${texts.pending} <span class="count">${texts.count(pending.length)}</span></h2>
					${pending.length === 0
						? html`<p class="card">${texts.nothingPending}</p>`
						: pending.map((question) => openCard(question, goals))}
				</section>
				${goals.length > 0 &&
				html`<section aria-labelledby="goals-h">
					<h2 id="goals-h">${texts.goals}</h2>
					${goals.map(({ goal, series }) => goalSection(goal, series))}
				</section>`}
				${past.length > 0 &&
				html`<section aria-labelledby="past-h">
					<h2 id="past-h">${texts.past} <span class="count">${texts.count(past.length)}</span></h2>
					${past.map(pastDecision)}
				</section>`}
			</main>
			<footer class="wide"><p class="soft">${texts.access(approverName(access.approver), until)}</p></footer>`,
	);
}

function openCard(question: OpenQuestion, goals: DecisionsPage['goals']): Html {
	const { decision, view, votes, approver } = question;
	const goal = goals.length > 1 ? goals.find(({ goal: { goalId } }) => goalId === decision.goalId)?.goal : undefined;
	const about = goal ? planText[goal.locale].quote(goal.instruction) : null;
	const mine = votes.find((vote) => vote.approver === approver);
	const chosen = decision.options.find(({ key }) => key === mine?.answer);
	const texts = DECISIONS_PAGE_TEXTS[view.locale];
	return questionCard(
		question,
		about,
		chosen ? html`<p class="card said">${texts.answeredAlready(optionName(chosen))}</p>` : answerForm(question),
	);
}
