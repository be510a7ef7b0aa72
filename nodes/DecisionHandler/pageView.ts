import { decisionsPage, type DecisionsPage } from '../../core/decision/page/decisionsPage';
import { timeFor, type OpenQuestion, type Question } from '../../core/decision/page/question';
import { messagePage } from '../../core/decision/page/singlePages';
import { isWithin, type PageAccess } from '../../core/decision/pageAccess';
import { signAnswer } from '../../core/decision/signature';
import { viewOf } from '../../core/decision/view';
import { DECISIONS_PAGE_TEXTS } from '../../core/locale/decisionsPage';
import { progressSeries } from '../../core/report/progressSeries';
import { readSettings } from '../../core/settings';
import type { Decision, Instant, Locale } from '../../core/types';
import type { Desk } from './desk';
import { pagePolicy } from './pageResponse';

/** A page on its way to a browser. */
export interface Page {
	readonly statusCode: number;
	readonly html: string;
}

const MOST_PAST = 30;
const MOST_GOALS = 5;

/** A page that says why nothing else is shown. */
export const refusalPage = (statusCode: number, message: string, locale: Locale): Page => ({
	statusCode,
	html: messagePage(message, { locale, policy: pagePolicy() }),
});

/** What a link that does not open the page is told: that it is too old, or nothing at all. */
export const refuseAccess = (access: PageAccess | null, locale: Locale): Page => {
	const { refused } = DECISIONS_PAGE_TEXTS[locale];
	return access ? refusalPage(410, refused.expired, locale) : refusalPage(403, refused.forged, locale);
};

/** The decisions page of a link, read from the ledger in one go. */
export async function showPage(
	desk: Desk,
	access: PageAccess,
	now: Instant,
	said: DecisionsPage['said'],
	statusCode = 200,
): Promise<Page> {
	const read = await desk.ledger.readAll(['decision_log', 'answer_log', 'goals_tracker', 'performance_metrics', 'settings']);
	const settings = readSettings(read.settings);
	const goals = new Map(read.goals_tracker.map((goal) => [goal.goalId, goal]));
	const mine = read.decision_log
		.filter((decision) => isWithin(access, decision))
		.sort((a, b) => (a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : 0));
	const questions = mine.map(
		(decision): Question => ({
			decision,
			view: viewOf(decision, goals.get(decision.goalId) ?? null, settings.timeZone),
			votes: read.answer_log.filter(({ decisionId, result }) => decisionId === decision.decisionId && result === 'counted'),
			now: timeFor(decision, now),
		}),
	);
	const pending = questions.filter(isOpen);
	const shownGoals = [...new Set(mine.map(({ goalId }) => goalId))]
		.flatMap((goalId) => goals.get(goalId) ?? [])
		.slice(0, MOST_GOALS);
	const latest = mine.reduce((time, decision) => timeFor(decision, time), now);
	const page: DecisionsPage = {
		access,
		timeZone: settings.timeZone,
		pending: pending.map((question) => answerable(question, access.approver, desk)),
		past: questions.filter((question) => !pending.includes(question)).slice(0, MOST_PAST),
		goals: shownGoals.map((goal) => ({ goal, series: progressSeries(goal, read.performance_metrics, settings, latest) })),
		said,
	};
	const locale = questions[0]?.view.locale ?? 'en';
	return { statusCode, html: decisionsPage(page, { locale, policy: pagePolicy() }) };
}

/** A question past its deadline is shown as closed, whether or not somebody has noted that yet. */
const isOpen = ({ decision, now }: Question): boolean => decision.status === 'pending' && now < decision.deadline;

function answerable(question: Question, approver: string, { sign }: Desk): OpenQuestion {
	const { decision } = question;
	const signature = (option: string): string => formSignature(decision, option, approver, sign);
	return { ...question, approver, signatures: new Map(decision.options.map(({ key }) => [key, signature(key)])) };
}

/** What a form of the page carries to show that it was made for this approver, decision, option and deadline. */
export const formSignature = (decision: Decision, option: string, approver: string, sign: Desk['sign']): string =>
	signAnswer('form', decision, { option, approver }, sign);
