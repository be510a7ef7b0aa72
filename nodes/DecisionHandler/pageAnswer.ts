import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isWithin, readAccess } from '../../core/decision/pageAccess';
import { timeFor } from '../../core/decision/page/question';
import { sameSignature } from '../../core/decision/signature';
import { DECISIONS_PAGE_TEXTS } from '../../core/locale/decisionsPage';
import type { Instant } from '../../core/types';
import type { Routed } from '../shared/items';
import { findDecision, openDesk, type Desk } from './desk';
import { judge, refuse, refusedRow, type Handled } from './judge';
import { readPageRequest, type PageRequest } from './pageRequest';
import { formSignature, refusalPage, refuseAccess, showPage, type Page } from './pageView';

/** An answer of the page's form, and the page that follows it. */
interface PageAnswer {
	readonly handled: Handled;
	/** Made once the answer is recorded, so that the page shows what is on record. */
	readonly page: () => Promise<Page>;
}

const STATUS = { recorded: 200, refused: 409, not_an_answer: 400 } as const;

/** What an item says of a page, for the Respond to Webhook node. */
export const pageItem = ({ statusCode, html }: Page): IDataObject => ({ page: { status_code: statusCode, html } });

/**
 * Judges a form that the decisions page sent. The link proves who answers; the form's signature that it was rendered for this person,
 * decision, option and deadline. Nothing else of the request is believed.
 */
async function answerForm(desk: Desk, request: PageRequest, now: Instant): Promise<PageAnswer> {
	const { form, locale, refused } = request;
	const texts = DECISIONS_PAGE_TEXTS[locale].refused;
	const access = readAccess(request.query, desk.sign);
	if (!access || now >= access.expiresAt) {
		const handled = refuse(access ? 'late' : 'forged', access ? texts.expired : texts.forged);
		return { handled, page: async () => refuseAccess(access, locale) };
	}
	if (refused) {
		const page = async (): Promise<Page> => refusalPage(refused === 'size' ? 413 : 415, texts[refused], locale);
		return { handled: refuse('invalid', texts[refused]), page };
	}
	const decision = await findDecision(desk.ledger, form.decisionId);
	const genuine =
		decision &&
		isWithin(access, decision) &&
		sameSignature(form.signature, formSignature(decision, form.option, access.approver, desk.sign), desk.sign);
	const { approver } = access;
	const typed = (text: string): string | null => (text === '' ? null : text);
	const answer = { approver, option: form.option, value: typed(form.value), reason: typed(form.reason) };
	if (!decision || !genuine) {
		const receipt = { at: now, channel: 'page' } as const;
		const log = refusedRow(form.decisionId, decision, answer, decision ? 'forged' : 'unknown_decision', receipt);
		return { handled: refuse('forged', texts.forged, log), page: async () => refusalPage(403, texts.forged, locale) };
	}
	const handled = await judge(desk, decision, answer, { at: timeFor(decision, now), channel: 'page' });
	const said = { message: handled.message, recorded: handled.outcome === 'recorded' };
	return { handled, page: async () => showPage(desk, access, now, said, STATUS[handled.outcome]) };
}

/**
 * Takes the form that the input item carries for an answer. The item that comes out has the page that the browser waits for, also
 * where something fails; what is on record by then stays so, and the page says it.
 * @param conclude tells, wakes and shows what came of it, as for an answer over any other channel.
 */
export async function answerByPage(
	context: IExecuteFunctions,
	itemIndex: number,
	now: Instant,
	conclude: (desk: Desk, handled: Handled) => Promise<Routed>,
): Promise<Routed> {
	const request = readPageRequest(context.getInputData()[itemIndex]?.json ?? {});
	let handled: Handled | null = null;
	try {
		const desk = await openDesk(context, itemIndex);
		const answer = await answerForm(desk, request, now);
		handled = answer.handled;
		const { output, json } = await conclude(desk, handled);
		return { output, json: { ...json, ...pageItem(await answer.page()) } };
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		context.logger.error('An answer of the decisions page met an error', { error: said });
		const recorded = handled?.outcome === 'recorded';
		const page = recorded
			? refusalPage(200, handled?.message ?? '', request.locale)
			: refusalPage(503, DECISIONS_PAGE_TEXTS[request.locale].refused.unknown, request.locale);
		return { output: recorded ? 0 : 1, json: { outcome: recorded ? 'recorded' : 'refused', error: said, ...pageItem(page) } };
	}
}
