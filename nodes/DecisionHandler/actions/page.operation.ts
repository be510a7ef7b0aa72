import { readAccess } from '../../../core/decision/pageAccess';
import { DECISION_TEXTS } from '../../../core/locale/decision';
import type { Operation } from '../../shared/operation';
import { readCurrentTime } from '../../shared/time';
import { openDesk } from '../desk';
import { pageItem } from '../pageAnswer';
import { readPageRequest } from '../pageRequest';
import { refusalPage, refuseAccess, showPage, type Page } from '../pageView';

/**
 * Shows the decisions page to whoever opens one of its signed links. It reads and decides nothing, whoever opens it: a person, the
 * preview of a chat, a scanner of mails. Whatever fails is a page, too, since a browser waits for the answer.
 */
export const page: Operation = {
	fields: [],
	execute: async (context, itemIndex) => {
		const { query, locale } = readPageRequest(context.getInputData()[itemIndex]?.json ?? {});
		const now = readCurrentTime(context, itemIndex);
		const open = async (): Promise<Page> => {
			const desk = await openDesk(context, itemIndex);
			const access = readAccess(query, desk.sign);
			return access && now < access.expiresAt ? await showPage(desk, access, now, null) : refuseAccess(access, locale);
		};
		try {
			return [{ output: 0, json: pageItem(await open()) }];
		} catch (error) {
			const said = error instanceof Error ? error.message : String(error);
			context.logger.error('The decisions page could not be shown', { error: said });
			const failed = refusalPage(503, DECISION_TEXTS[locale].page.unavailable, locale);
			return [{ output: 0, json: { ...pageItem(failed), error: said } }];
		}
	},
};
