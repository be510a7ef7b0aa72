import type { LoopState } from '../commands';
import { convert } from '../money';
import { gateStep } from '../policy/gate';
import type { Settings } from '../settings';
import type { CatalogEntry, Instant, Locale, Run, Step, Verdict, WorkflowHealth } from '../types';
import { actionsOf, CapacityBook, capacityOf } from './capacityBook';
import { goalCeiling } from './goalCeiling';
import { mayStart } from './health';
import { dearestPrices, reservationFor } from './reservation';
import { SpendingBook } from './spendingBook';

/** A step whose time has come. */
export interface Candidate {
	readonly step: Step;
	/** Its row, or the row it would get. */
	readonly run: Run;
	readonly locale: Locale;
	/** What the goal may spend at most, in the setting CURRENCY; `null`: no more than the ceilings say. */
	readonly ceiling: number | null;
	/** What its plan says it costs, in the setting CURRENCY. */
	readonly planned: number;
}

/** What all goals and workers share. */
export interface Shared {
	/** Every run that is under way, and every run whose money counts. */
	readonly runs: Iterable<Run>;
	readonly catalog: ReadonlyMap<string, CatalogEntry>;
	readonly health: ReadonlyMap<string, WorkflowHealth>;
	readonly settings: Settings;
}

/** A step that may start. `shortened`: its workflow's capacity leaves room for only a part of it, and nobody has been told so far. */
export interface Admission<C extends Candidate> {
	/** As it starts. */
	readonly candidate: C;
	readonly reserved: number;
	readonly shortened: boolean;
}

/** Who may start, each with a place and with money set aside; and who may not, and why. The rest wait for a place. */
export interface Admitted<C extends Candidate> {
	readonly admitted: readonly Admission<C>[];
	readonly refused: readonly { readonly candidate: C; readonly verdict: Verdict }[];
}

/**
 * A step of a goal as one that wants to start.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function candidateOf(
	{ step, run }: Pick<Candidate, 'step' | 'run'>,
	{ goal, decisions, settings }: Pick<LoopState, 'goal' | 'decisions' | 'settings'>,
): Candidate {
	const { currency, exchangeRates } = settings;
	const cost = { amount: step.estimatedCost, currency: goal.currency ?? currency };
	const planned = convert(cost, currency, exchangeRates).amount;
	return { step, run, locale: goal.locale, ceiling: goalCeiling(goal, decisions, settings), planned };
}

const isUnderWay = ({ status }: Run): boolean => status === 'running' || status === 'unknown';

/**
 * Decides which of the candidates start now. MAX_CONCURRENT_RUNS counts the runs of all goals and workers; a step that is not
 * parallel starts alone within its goal; each admission finds the money of those before it set aside. A workflow does no more than its
 * capacity on a day, over all goals: a step for which there is not enough left is shortened, one for which there is nothing left is
 * refused, and what is missing is for the next day's look at the plan. Goals take turns.
 */
export function admit<C extends Candidate>(candidates: readonly C[], shared: Shared, now: Instant): Admitted<C> {
	const { catalog, health, settings } = shared;
	const runs = [...shared.runs];
	const underWay = runs.filter(isUnderWay);
	const waiting = new Set(candidates.map(({ step }) => step.stepKey));
	// A step that is tried again may already have spent its money: that stays booked beside what its next try may cost.
	const booked = [...runs.filter(({ runId }) => !waiting.has(runId)), ...candidates.map(({ run }) => run)];
	const book = new SpendingBook(booked, [...catalog.values()], settings, now);
	const capacity = new CapacityBook(booked, settings);
	const paid = dearestPrices(runs);
	let places = settings.maxConcurrentRuns - underWay.length;
	const perWorkflow = countBy(underWay, ({ workflowKey }) => workflowKey);
	const perGoal = countBy(underWay, ({ goalId }) => goalId);
	const alone = new Set<string>();

	const admitted: Admission<C>[] = [];
	const refused: { candidate: C; verdict: Verdict }[] = [];
	for (const whole of inTurns(candidates, runs)) {
		if (places <= 0) break;
		const entry = catalog.get(whole.step.workflowKey);
		// What an earlier try of it may have done is a part of it, not more.
		const tried = actionsOf(whole.run);
		const takenInDay = capacity.takenOn(whole.step) - tried;
		const candidate = shortenedTo(capacityOf(entry) - takenInDay, whole);
		const { step, locale, ceiling, planned } = candidate;
		const besides = perGoal.get(step.goalId) ?? 0;
		if (alone.has(step.goalId) || (!step.parallel && besides > 0)) continue;
		const working = mayStart(health.get(step.workflowKey), perWorkflow.get(step.workflowKey) ?? 0, now);
		const reserved = reservationFor(step, entry, planned, paid.get(step.workflowKey));
		const verdict = gateStep(step, reserved, entry, settings, book, { locale, ceiling, working, takenInDay });
		if (verdict.kind !== 'allow') {
			// Its row is that of the whole step: another day's look at the capacity may let all of it start.
			refused.push({ candidate: whole, verdict });
			continue;
		}
		book.add(step, reserved);
		capacity.add(step, Math.max(0, step.actions - tried));
		perWorkflow.set(step.workflowKey, (perWorkflow.get(step.workflowKey) ?? 0) + 1);
		perGoal.set(step.goalId, besides + 1);
		if (!step.parallel) alone.add(step.goalId);
		places -= 1;
		const shortened = step.actions < whole.step.actions && candidate.run.params['actions'] !== whole.run.params['actions'];
		admitted.push({ candidate, reserved, shortened });
	}
	return { admitted, refused };
}

/** The candidate with no more actions than are left, but at least one: of that one it is then said why it does not start. */
function shortenedTo<C extends Candidate>(left: number, candidate: C): C {
	const { step, run, planned } = candidate;
	const actions = Math.max(1, Math.min(step.actions, left));
	// A row that was shortened before may have room for all of the step by now.
	if (actions === step.actions && (run.params['actions'] ?? actions) === actions) return candidate;
	const share = actions / step.actions;
	return {
		...candidate,
		step: { ...step, actions, estimatedCost: step.estimatedCost * share },
		run: { ...run, params: { ...run.params, actions } },
		planned: planned * share,
	};
}

/**
 * Goals take turns: one with many steps must not keep the others waiting. First come goals that have started least of what is due on
 * the day, also in earlier ticks: where there are more goals than places, each gets its first step before any gets its second.
 */
function inTurns<C extends Candidate>(candidates: readonly C[], runs: readonly Run[]): C[] {
	const taken = countBy(
		runs.filter(({ attempts }) => attempts > 0),
		({ runId }) => runId.slice(0, runId.lastIndexOf('/')),
	);
	const turns = candidates.map((candidate) => {
		const { goalId, day } = candidate.step;
		const goal = `${goalId}/${day}`;
		const turn = taken.get(goal) ?? 0;
		taken.set(goal, turn + 1);
		return { candidate, turn };
	});
	return turns.sort((one, other) => one.turn - other.turn).map(({ candidate }) => candidate);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
	const counts = new Map<string, number>();
	for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
	return counts;
}
