import { isLevel, isRate } from '../forecast/rate';
import type { Goal, Instant } from '../types';
import type { GoalDraft } from './types';

/** What makes a draft a goal. */
interface NewGoal {
	readonly goalId: string;
	readonly requestedBy: string;
	readonly draft: Omit<GoalDraft, 'constraints' | 'limits'> & Partial<Pick<GoalDraft, 'limits'>>;
	readonly now: Instant;
}

/** A goal without a plan, of which nothing has happened yet. */
export const newGoal = ({ goalId, requestedBy, draft, now }: NewGoal): Goal => ({
	goalId,
	status: 'draft',
	instruction: draft.instruction,
	locale: draft.locale,
	metric: draft.metric,
	targetValue: draft.targetValue,
	currency: draft.currency,
	baselineValue: draft.baselineValue,
	periodStart: draft.periodStart,
	periodEnd: draft.periodEnd,
	timeZone: draft.timeZone,
	budgetLimit: draft.budgetLimit,
	limits: draft.limits ?? null,
	spent: 0,
	progressValue: isLevel(draft.metric) || isRate(draft.metric) ? (draft.baselineValue ?? 0) : 0,
	achievementRate: 0,
	expectedToDate: 0,
	paceRatio: null,
	forecastValue: null,
	forecastLow: null,
	forecastHigh: null,
	probability: null,
	forecastFinishAt: null,
	planVersion: 0,
	plan: null,
	requestedBy,
	createdAt: now,
	updatedAt: now,
	closedAt: null,
	closeReason: null,
	reviewedAt: null,
});
