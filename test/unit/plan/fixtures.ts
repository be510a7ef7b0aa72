import type { PlanInput } from '../../../core/plan/planInput';
import { readSettings } from '../../../core/settings';
import type { BusinessState, CatalogEntry, Goal, Run } from '../../../core/types';

/** Friday noon in Tokyo. */
export const NOW = '2026-11-20T03:00:00.000Z';
export const SETTINGS = readSettings([]);

/** A workflow that has run before, with a price; tests set what they are about. */
export const entry = (workflowKey: string, values: Partial<CatalogEntry> = {}): CatalogEntry => ({
	workflowKey,
	workflowId: `id-${workflowKey}`,
	name: workflowKey,
	purpose: '',
	unit: 'action',
	capacityPerDay: 10,
	costPerAction: 100,
	conversionMean: 0.1,
	conversionStrength: 40,
	valuePerConversion: 1000,
	lagDays: 0,
	dependsOn: [],
	parallel: true,
	params: {},
	flags: [],
	enabled: true,
	firstUsedAt: '2026-01-01T00:00:00.000Z',
	webhookUrl: null,
	...values,
});

/** The owner's three workflows. */
export const TRIAL = entry('trial_onboarding', {
	name: 'Trial Onboarding',
	unit: 'trial',
	capacityPerDay: 20,
	costPerAction: 500,
	conversionMean: 0.15,
	conversionStrength: 40,
	valuePerConversion: 98_000,
	lagDays: 1,
	firstUsedAt: null,
	webhookUrl: null,
});
export const OUTREACH = entry('affiliate_cold_outreach', {
	name: 'Affiliate Cold Outreach',
	unit: 'email',
	capacityPerDay: 50,
	costPerAction: 30,
	conversionMean: 0.01,
	conversionStrength: 100,
	valuePerConversion: 98_000,
	lagDays: 2,
	flags: ['mass_send'],
	firstUsedAt: null,
	webhookUrl: null,
});
export const SHARE = entry('x_briefing_share', {
	name: 'X Briefing Share',
	unit: 'post',
	capacityPerDay: 3,
	costPerAction: 200,
	conversionMean: 0.05,
	conversionStrength: 20,
	valuePerConversion: 98_000,
	lagDays: 1,
	firstUsedAt: null,
	webhookUrl: null,
});
export const CATALOG: readonly CatalogEntry[] = [TRIAL, OUTREACH, SHARE];

export const NO_STATE: BusinessState = {
	source: 'input',
	revenue: [],
	currency: 'JPY',
	customers: null,
	newCustomersPerDay: null,
	arpu: null,
	trialConversion: null,
};

/** 「1週間で200万作りたい」 */
const PLAN_INPUT: PlanInput = {
	goal: {
		goalId: 'goal-1',
		metric: 'revenue',
		targetValue: 2_000_000,
		currency: 'JPY',
		periodStart: '2026-11-19T15:00:00.000Z',
		periodEnd: '2026-11-26T15:00:00.000Z',
		timeZone: 'Asia/Tokyo',
		locale: 'ja',
		budgetLimit: null,
	},
	progressValue: 0,
	catalog: CATALOG,
	runs: [],
	state: NO_STATE,
	settings: SETTINGS,
	version: 1,
	now: NOW,
	seed: 1,
};

export const planInput = (values: Partial<Omit<PlanInput, 'goal'>> & { goal?: Partial<PlanInput['goal']> } = {}): PlanInput => ({
	...PLAN_INPUT,
	...values,
	goal: { ...PLAN_INPUT.goal, ...values.goal },
});

export const run = (workflowKey: string, values: Partial<Run> = {}): Run => ({
	runId: `goal-0/2026-11-10/${workflowKey}`,
	goalId: 'goal-0',
	planVersion: 1,
	workflowKey,
	params: {},
	scheduledFor: '2026-11-10T00:00:00.000Z',
	startedAt: '2026-11-10T00:00:00.000Z',
	finishedAt: '2026-11-10T00:01:00.000Z',
	status: 'succeeded',
	attempts: 1,
	error: null,
	actions: 10,
	conversions: null,
	revenue: null,
	cost: null,
	executionId: null,
	workflowId: null,
	receivedAt: null,
	nextAttemptAt: null,
	reserved: null,
	uncertain: null,
	...values,
});

/** A running goal with a plan, as the ledger holds it. */
export const goal = (values: Partial<Goal> = {}): Goal => ({
	...PLAN_INPUT.goal,
	status: 'running',
	instruction: '1週間で200万作りたい、ワークフロー回してくれ',
	limits: null,
	baselineValue: null,
	spent: 0,
	progressValue: 0,
	achievementRate: 0,
	expectedToDate: 0,
	paceRatio: null,
	forecastValue: null,
	forecastLow: null,
	forecastHigh: null,
	probability: null,
	forecastFinishAt: null,
	planVersion: 1,
	plan: null,
	requestedBy: 'owner',
	createdAt: NOW,
	updatedAt: NOW,
	closedAt: null,
	closeReason: null,
	reviewedAt: null,
	...values,
});
