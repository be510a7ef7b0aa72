import { createCustomer, DAY_MS, type Customer, type Payment, type Refund } from './customer';
import {
	DAILY_NOISE,
	economyOf,
	HISTORY_DAYS,
	LAG_WEIGHTS,
	ORGANIC_LOST_TRIALS_PER_DAY,
	ORGANIC_SALES_PER_DAY,
	ZONE_OFFSET_MS,
	type Economy,
	type WorkflowKey,
} from './economy';
import { randomFor, type Random } from './random';

/** What an experimenter can turn. 1 is the ordinary world. Each takes effect on what begins after it was turned. */
export interface Knobs {
	readonly costMultiplier: number;
	readonly conversionMultiplier: number;
	readonly organicMultiplier: number;
	readonly refundMultiplier: number;
	readonly capacityMultiplier: number;
}

export const ORDINARY: Knobs = {
	costMultiplier: 1,
	conversionMultiplier: 1,
	organicMultiplier: 1,
	refundMultiplier: 1,
	capacityMultiplier: 1,
};

/** One accepted run of a growth workflow. The answer of a repeated call is read from here. */
export interface BusinessRun {
	readonly runId: string;
	readonly workflowKey: WorkflowKey;
	/** Day in the shop's time zone. */
	readonly day: string;
	readonly at: number;
	readonly requested: number;
	/** What capacity allowed. */
	readonly actions: number;
	readonly cost: number;
	/** How often it was asked for. It counts once all the same. */
	readonly calls: number;
}

export interface BusinessState {
	readonly seed: number;
	readonly economy: Economy;
	readonly knobs: Knobs;
	readonly now: number;
	/** Number of days drawn, counted from the first day of history. */
	readonly daysDrawn: number;
	readonly firstDay: string;
	/** Expected organic sales not yet turned into a whole one. */
	readonly organicCarry: number;
	readonly customers: readonly Customer[];
	readonly runs: ReadonlyMap<string, BusinessRun>;
}

/** Start of a day `YYYY-MM-DD` in the shop's time zone. */
const dayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`) - ZONE_OFFSET_MS;

/** The day an instant falls on in the shop's time zone. */
export function dayOf(millis: number): string {
	return new Date(millis + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}

/** A time within opening hours of the day `days` after the one that begins at `start`. */
function momentOn(start: number, days: number, random: Random): number {
	return start + days * DAY_MS + Math.floor((8 + random.uniform() * 15) * 3_600_000);
}

/** A shop with a year of history up to `now`. */
export function createBusiness(seed: number, currency: 'JPY' | 'USD', now: number, knobs: Knobs = ORDINARY): BusinessState {
	const firstDay = dayOf(now - HISTORY_DAYS * DAY_MS);
	const random = randomFor(seed, 'start');
	const start: BusinessState = {
		seed,
		economy: economyOf(currency),
		knobs,
		now: dayStart(firstDay),
		daysDrawn: 0,
		firstDay,
		organicCarry: random.uniform(),
		customers: [],
		runs: new Map(),
	};
	return advance(start, now);
}

/** Moves time forward. An earlier instant changes nothing. The same end is reached whatever the size of the steps. */
export function advance(state: BusinessState, to: number): BusinessState {
	if (to <= state.now) return state;
	const customers = [...state.customers];
	let { daysDrawn, organicCarry } = state;
	for (; dayStart(state.firstDay) + daysDrawn * DAY_MS <= to; daysDrawn++) {
		organicCarry = drawOrganicDay(state, daysDrawn, organicCarry, customers);
	}
	return { ...state, now: to, daysDrawn, organicCarry, customers };
}

/**
 * One day's organic trials. Sales are the whole numbers that the running sum of a noisy daily expectation passes, so that a
 * month lies close to its mean; trials that lead nowhere are Poisson.
 */
function drawOrganicDay(state: BusinessState, index: number, carry: number, into: Customer[]): number {
	const day = dayStart(state.firstDay) + index * DAY_MS;
	const random = randomFor(state.seed, 'organic', index);
	const noise = 1 + DAILY_NOISE * (2 * random.uniform() - 1);
	const expected = carry + ORGANIC_SALES_PER_DAY * noise * state.knobs.organicMultiplier;
	const sales = Math.floor(expected);
	const lost = random.poisson(ORGANIC_LOST_TRIALS_PER_DAY * state.knobs.organicMultiplier);
	for (let i = 0; i < sales + lost; i++) {
		const trialStartsAt = momentOn(day, 0, random);
		const buysAt = i < sales ? momentOn(day, 1 + random.weighted(LAG_WEIGHTS), random) : null;
		into.push(
			createCustomer({
				seed: state.seed,
				path: `organic/${index}/${i}`,
				source: 'organic',
				runId: null,
				trialStartsAt,
				buysAt,
				price: state.economy.price,
				refundMultiplier: state.knobs.refundMultiplier,
			}),
		);
	}
	return expected - sales;
}

export interface ActionsInput {
	readonly runId: string;
	readonly workflowKey: WorkflowKey;
	/** A whole number, 0 or more. */
	readonly actions: number;
	readonly at: number;
}

function doneOn(state: BusinessState, workflowKey: WorkflowKey, day: string): number {
	let done = 0;
	for (const run of state.runs.values()) if (run.workflowKey === workflowKey && run.day === day) done += run.actions;
	return done;
}

/** Actions of a workflow that the shop can still do on this day. */
export function capacityLeft(state: BusinessState, workflowKey: WorkflowKey, day: string): number {
	const capacity = Math.floor(state.economy.workflows[workflowKey].capacityPerDay * state.knobs.capacityMultiplier);
	return Math.max(0, capacity - doneOn(state, workflowKey, day));
}

/** Does the actions of a run once; the same `runId` again only counts the call. */
export function performActions(state: BusinessState, input: ActionsInput): { state: BusinessState; run: BusinessRun } {
	const runs = new Map(state.runs);
	const known = runs.get(input.runId);
	if (known !== undefined) {
		const run = { ...known, calls: known.calls + 1 };
		runs.set(run.runId, run);
		return { state: { ...state, runs }, run };
	}
	const truth = state.economy.workflows[input.workflowKey];
	const day = dayOf(input.at);
	const actions = Math.min(input.actions, capacityLeft(state, input.workflowKey, day));
	const cost = Math.round(actions * truth.costPerAction * state.knobs.costMultiplier * 100) / 100;
	const run: BusinessRun = { ...input, day, requested: input.actions, actions, cost, calls: 1 };
	runs.set(run.runId, run);
	return {
		state: { ...state, runs, customers: [...state.customers, ...customersOf(state, run, doneOn(state, run.workflowKey, day))] },
		run,
	};
}

/**
 * The people a run wins. Draws are named by the workflow, the day counted from the start and the action's number on that day,
 * not by the run's id, so that the same plan has the same luck on any date and under any goal.
 */
function customersOf(state: BusinessState, run: BusinessRun, firstAction: number): Customer[] {
	const truth = state.economy.workflows[run.workflowKey];
	const dayNumber = (dayStart(run.day) - dayStart(state.firstDay)) / DAY_MS;
	const luck = 1 + DAILY_NOISE * (2 * randomFor(state.seed, 'luck', run.workflowKey, dayNumber).uniform() - 1);
	const rate = truth.conversionRate * luck * state.knobs.conversionMultiplier;
	const customers: Customer[] = [];
	for (let i = 0; i < run.actions; i++) {
		const path = `${run.workflowKey}/${dayNumber}/${firstAction + i}`;
		const random = randomFor(state.seed, 'action', path);
		const lag = truth.lagDays + random.weighted(LAG_WEIGHTS);
		const buysAt = random.chance(rate) ? momentOn(dayStart(run.day), lag, random) : null;
		if (buysAt === null && !truth.startsTrial) continue;
		customers.push(
			createCustomer({
				seed: state.seed,
				path,
				source: run.workflowKey,
				runId: run.runId,
				trialStartsAt: truth.startsTrial ? run.at : null,
				buysAt,
				price: state.economy.price,
				refundMultiplier: state.knobs.refundMultiplier,
			}),
		);
	}
	return customers;
}

/** A payment as it stands at the clock: what lies ahead is left out. */
export interface VisiblePayment {
	readonly customer: Customer;
	readonly payment: Payment;
	readonly refunds: readonly Refund[];
}

/** Everything charged up to now, oldest first. Charges after a cancellation through the API never happen. */
export function visiblePayments(state: BusinessState): VisiblePayment[] {
	const visible: VisiblePayment[] = [];
	for (const customer of state.customers) {
		for (const payment of customer.payments) {
			if (payment.at > state.now) continue;
			if (customer.ownerCancellation !== null && payment.at > customer.ownerCancellation.at) continue;
			visible.push({ customer, payment, refunds: payment.refunds.filter((refund) => refund.at <= state.now) });
		}
	}
	return visible.sort((a, b) => a.payment.at - b.payment.at || (a.payment.id < b.payment.id ? -1 : 1));
}

/** People the shop knows by now, in the order they came. */
export function visibleCustomers(state: BusinessState): Customer[] {
	return state.customers
		.filter((customer) => customer.joinedAt <= state.now)
		.sort((a, b) => a.joinedAt - b.joinedAt || (a.userId < b.userId ? -1 : 1));
}

/** Money received less money refunded within [from, to). */
export function revenueBetween(state: BusinessState, from: number, to: number): { gross: number; refunded: number; net: number } {
	let gross = 0;
	let refunded = 0;
	for (const { payment, refunds } of visiblePayments(state)) {
		if (!payment.failed && payment.at >= from && payment.at < to) gross += payment.amount;
		for (const refund of refunds) if (refund.at >= from && refund.at < to) refunded += refund.amount;
	}
	return { gross, refunded, net: gross - refunded };
}

/** Replaces one person, e.g. after a refund or a cancellation through the API. */
export function replaceCustomer(state: BusinessState, userId: string, change: (customer: Customer) => Customer): BusinessState {
	return { ...state, customers: state.customers.map((customer) => (customer.userId === userId ? change(customer) : customer)) };
}
