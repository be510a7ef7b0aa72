import fc from 'fast-check';
import { DAY_MS } from '../../../sandbox/business/customer';
import { DEMO_SEED, WORKFLOW_KEYS, economyOf } from '../../../sandbox/business/economy';
import {
	advance,
	capacityLeft,
	createBusiness,
	dayOf,
	ORDINARY,
	performActions,
	revenueBetween,
	visibleCustomers,
	visiblePayments,
	type BusinessState,
} from '../../../sandbox/business/model';

const NOON = Date.parse('2026-11-20T03:00:00Z');
const OCTOBER = [Date.parse('2026-10-01T00:00:00+09:00'), Date.parse('2026-11-01T00:00:00+09:00')] as const;

function fullWeek(start: BusinessState): BusinessState {
	let state = start;
	for (let day = 0; day < 7; day++) {
		const at = NOON + day * DAY_MS;
		state = advance(state, at);
		for (const workflowKey of WORKFLOW_KEYS) {
			const actions = state.economy.workflows[workflowKey].capacityPerDay;
			state = performActions(state, { runId: `goal/${day}/${workflowKey}`, workflowKey, actions, at }).state;
		}
	}
	return advance(state, NOON + 7 * DAY_MS);
}

/** Comparing thousands of objects deeply is slow; their text says the same. */
const digest = (state: BusinessState): string => JSON.stringify({ ...state, runs: [...state.runs] });

describe('the simulated business', () => {
	it('is the same for the same seed and different for another', () => {
		expect(digest(createBusiness(5, 'JPY', NOON))).toBe(digest(createBusiness(5, 'JPY', NOON)));
		expect(digest(createBusiness(6, 'JPY', NOON))).not.toBe(digest(createBusiness(5, 'JPY', NOON)));
	});

	it('replays to the same end', () => {
		expect(digest(fullWeek(createBusiness(3, 'JPY', NOON)))).toBe(digest(fullWeek(createBusiness(3, 'JPY', NOON))));
	});

	it('reaches the same end whatever the size of the steps', () => {
		const start = createBusiness(11, 'JPY', NOON);
		const end = NOON + 20 * DAY_MS;
		const atOnce = advance(start, end);
		fc.assert(
			fc.property(fc.array(fc.integer({ min: NOON - DAY_MS, max: end }), { maxLength: 30 }), (stops) => {
				const inSteps = advance(
					[...stops].sort((a, b) => a - b).reduce((state, stop) => advance(state, stop), start),
					end,
				);
				expect(digest(inSteps)).toBe(digest(atOnce));
			}),
			{ numRuns: 20 },
		);
	});

	it('has the same luck for the same plan under any goal and on any date', () => {
		const sales = (runId: string, now: number): number => {
			const { state } = performActions(createBusiness(9, 'JPY', now), {
				runId,
				workflowKey: 'trial_onboarding',
				actions: 20,
				at: now,
			});
			return state.customers.filter((customer) => customer.runId !== null && customer.payments.length > 0).length;
		};
		expect(sales('a', NOON)).toBe(sales('b', NOON + 100 * DAY_MS));
	});

	it('hides what has not happened yet', () => {
		const state = createBusiness(4, 'JPY', NOON);
		expect(state.customers.some((customer) => customer.payments.some((payment) => payment.at > NOON))).toBe(true);
		expect(visiblePayments(state).every(({ payment }) => payment.at <= NOON)).toBe(true);
		expect(visibleCustomers(state).every((customer) => customer.joinedAt <= NOON)).toBe(true);
	});

	it('turns trials into sales on later days only', () => {
		const start = createBusiness(2, 'JPY', NOON);
		const { state } = performActions(start, { runId: 'r', workflowKey: 'trial_onboarding', actions: 20, at: NOON });
		const ofRun = (at: number): number =>
			visiblePayments(advance(state, at)).filter(({ customer }) => customer.runId === 'r').length;
		expect(visibleCustomers(state).filter((customer) => customer.runId === 'r')).toHaveLength(20);
		expect(ofRun(NOON)).toBe(0);
		expect(ofRun(NOON + 6 * DAY_MS)).toBeGreaterThan(0);
		expect(ofRun(NOON + 6 * DAY_MS)).toBe(ofRun(NOON + 30 * DAY_MS));
	});

	it('does a run once and no more than a day can hold', () => {
		let state = createBusiness(1, 'JPY', NOON);
		const input = { runId: 'r', workflowKey: 'trial_onboarding', actions: 15, at: NOON } as const;
		const first = performActions(state, input);
		const again = performActions(first.state, input);
		expect(again.run).toEqual({ ...first.run, calls: 2 });
		expect(again.state.customers).toHaveLength(first.state.customers.length);
		state = performActions(again.state, { ...input, runId: 's' }).state;
		expect(state.runs.get('s')).toMatchObject({ requested: 15, actions: 5, cost: 2_500 });
		expect(capacityLeft(state, 'trial_onboarding', dayOf(NOON))).toBe(0);
		expect(capacityLeft(state, 'trial_onboarding', dayOf(NOON + DAY_MS))).toBe(20);
	});

	it('charges, converts and refunds as its knobs say', () => {
		const turned = { ...ORDINARY, costMultiplier: 1.15, conversionMultiplier: 0, organicMultiplier: 0 };
		const quiet = createBusiness(1, 'JPY', NOON, turned);
		expect(visiblePayments(quiet)).toHaveLength(0);
		const { state, run } = performActions(quiet, { runId: 'r', workflowKey: 'trial_onboarding', actions: 20, at: NOON });
		expect(run.cost).toBe(11_500);
		expect(visiblePayments(advance(state, NOON + 30 * DAY_MS))).toHaveLength(0);
		const generous = createBusiness(1, 'JPY', NOON, { ...ORDINARY, refundMultiplier: 25 });
		const old = visiblePayments(generous).filter(({ payment }) => payment.at < NOON - 15 * DAY_MS);
		expect(old.length).toBeGreaterThan(50);
		expect(old.filter(({ payment, refunds }) => refunds[0]?.amount !== payment.amount)).toEqual([]);
	});

	it('knows its days in Japan', () => {
		expect([dayOf(Date.parse('2026-11-20T14:59:59Z')), dayOf(Date.parse('2026-11-20T15:00:00Z'))]).toEqual([
			'2026-11-20',
			'2026-11-21',
		]);
	});

	it('sells in dollars when asked', () => {
		const { payment } = visiblePayments(createBusiness(1, 'USD', NOON))[0] ?? {};
		expect(payment?.amount).toBe(economyOf('USD').price);
	});
});

describe('what the business is worth', () => {
	const seeds = Array.from({ length: 60 }, (_, index) => index + 1);
	const starts = seeds.map((seed) => createBusiness(seed, 'JPY', NOON));
	const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

	it('made about 1.6 million yen last month', () => {
		const revenues = starts.map((state) => revenueBetween(state, ...OCTOBER).net);
		expect(mean(revenues)).toBeGreaterThan(1_500_000);
		expect(mean(revenues)).toBeLessThan(1_750_000);
	});

	it('reaches two million yen in about half of the weeks with the full plan', () => {
		const weeks = starts.map((state) => revenueBetween(fullWeek(state), NOON, NOON + 7 * DAY_MS).net);
		const reached = weeks.filter((week) => week >= 2_000_000).length / weeks.length;
		expect(reached).toBeGreaterThan(0.4);
		expect(reached).toBeLessThan(0.75);
	});

	it('converts 15 % of trials and 1 % of e-mails in the long run', () => {
		let state = createBusiness(1, 'JPY', NOON, { ...ORDINARY, capacityMultiplier: 1_000 });
		for (const [workflowKey, actions] of [
			['trial_onboarding', 6_000],
			['affiliate_cold_outreach', 20_000],
		] as const) {
			for (let day = 0; day < 5; day++) {
				const at = NOON + day * DAY_MS;
				state = performActions(state, { runId: `${workflowKey}${day}`, workflowKey, actions: actions / 5, at }).state;
			}
		}
		const share = (source: string, actions: number): number =>
			state.customers.filter((customer) => customer.source === source && customer.payments.length > 0).length / actions;
		// Five days' luck still moves the rate by some 10 %.
		expect(share('trial_onboarding', 6_000)).toBeGreaterThan(0.11);
		expect(share('trial_onboarding', 6_000)).toBeLessThan(0.19);
		expect(share('affiliate_cold_outreach', 20_000)).toBeGreaterThan(0.006);
		expect(share('affiliate_cold_outreach', 20_000)).toBeLessThan(0.014);
	});

	it('reaches the goal with the demonstration seed', () => {
		const start = createBusiness(DEMO_SEED, 'JPY', NOON);
		expect(revenueBetween(start, ...OCTOBER).net).toBe(1_568_000);
		expect(revenueBetween(fullWeek(start), NOON, NOON + 7 * DAY_MS).net).toBeGreaterThanOrEqual(2_000_000);
	});
});
