import { adjustGoal } from '../../../core/adjust/adjustGoal';
import { createDecision } from '../../../core/decision/createDecision';
import { applyOption } from '../../../core/decision/applyOption';
import { overrunRequest } from '../../../core/execution/overrunRequest';
import { decidedAdjustments } from '../../../core/adjust/decidedAdjustments';
import { nearPlan } from '../../../core/adjust/smallChange';
import { saveAdjusted } from '../../../core/adjust/saveAdjusted';
import { advance } from '../../../core/loop';
import { createHash } from 'node:crypto';
import type { LoopState } from '../../../core/commands';
import { reviewGoal } from '../../../core/monitor/reviewGoal';
import { instantOf } from '../../../core/time';
import { addDays } from '../../../core/plan/days';
import { createPlan } from '../../../core/plan/createPlan';
import { stepsOf } from '../../../core/plan/steps';
import { readSettings } from '../../../core/settings';
import type { AdaptiveRoom, Decision, Goal, Observation, Plan, Run } from '../../../core/types';
import { toObservation } from '../../../core/monitor/observation';
import { dayAt, noonOf, stateWith, tracked } from '../learning/fixtures';
import { sampleDecision } from '../../contract/sampleRows';
import { entry, goal, NO_STATE, planInput, run } from '../plan/fixtures';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const CATALOG = [
	entry('favourite', { capacityPerDay: 40, conversionMean: 0.2, conversionStrength: 30 }),
	entry('underdog', { capacityPerDay: 40, conversionMean: 0.05, conversionStrength: 30 }),
];
const ROOM: AdaptiveRoom = { most: CATALOG.map(({ workflowKey }) => ({ workflowKey, actionsPerDay: 40 })), budget: 60_000 };

/** What each workflow really brings. */
type Truth = Readonly<Record<string, number>>;

/** A goal of 15 days on the morning of its day `day`: everything planned so far has run and brought what is true. */
function played(
	day: number,
	truth: Truth,
	{
		room = ROOM as AdaptiveRoom | null,
		settings = {} as Record<string, string>,
		values = {} as Partial<Goal>,
		plan = (planned: Plan): Plan => planned,
		conversions = (expected: number, _index: number, _key: string): number => Math.round(expected),
	} = {},
): LoopState {
	const given: Partial<Goal> = {
		targetValue: 70_000,
		budgetLimit: 60_000,
		periodEnd: `${dayAt(14)}T15:00:00.000Z`,
		locale: 'en',
		...values,
	};
	const made = createPlan(planInput({ catalog: CATALOG, goal: given, state: NO_STATE, now: noonOf(0) }));
	const { room: _, ...bare } = made;
	const changed = plan({ ...bare, ...(room && { room }) });
	const running = goal({ ...given, plan: changed, status: 'running' });
	const runs: Run[] = [];
	const observations: Observation[] = [];
	for (let index = 0; index < day; index++) {
		let sum = 0;
		for (const { key } of CATALOG.map(({ workflowKey }) => ({ key: workflowKey }))) {
			const step = stepsOf(running, dayAt(index)).find(({ workflowKey }) => workflowKey === key);
			const came = conversions((step?.actions ?? 0) * (truth[key] ?? 0), index, key);
			sum += came * 1_000;
			observations.push(tracked('conversions', key, index, came), tracked('revenue', key, index, came * 1_000));
			if (!step) continue;
			const { stepKey, actions, scheduledFor } = step;
			runs.push(
				run(key, {
					runId: stepKey,
					goalId: running.goalId,
					scheduledFor,
					finishedAt: scheduledFor,
					actions,
					cost: actions * 100,
				}),
			);
		}
		const figure = { metric: 'revenue', day: dayAt(index), value: sum, unit: 'JPY', source: 'whop', goalId: '' };
		observations.push(toObservation(figure, `${dayAt(index)}T14:59:00.000Z`));
	}
	const rows = Object.entries(settings).map(([key, value]) => ({ key, value, note: '' }));
	return stateWith({ goal: running, catalog: CATALOG, runs, evidence: runs, observations, settings: readSettings(rows) });
}

const reviewed = (state: LoopState, day: number) => advance(state, { type: 'MetricObserved' }, noonOf(day), hash);
const actionsOf = ({ goal: { plan } }: LoopState, key: string, day: number): number =>
	plan?.allocations.find(({ workflowKey }) => workflowKey === key)?.actionsPerDay[plan.days.indexOf(dayAt(day))] ?? 0;
const kindsAsked = (state: LoopState, day: number): string[] =>
	reviewed(state, day).commands.flatMap((command) => (command.type === 'RequestDecision' ? [command.request.kind] : []));

/** A review each morning, while whatever is asked stays unanswered and the goal runs on. */
function reviewedDaily(from: LoopState): LoopState {
	let state = from;
	for (let day = 5; day < 12; day++) {
		const { state: next } = reviewed(state, day);
		state = { ...next, goal: { ...next.goal, status: 'running' } };
	}
	return state;
}

const TURNED = { favourite: 0.02, underdog: 0.2 };
const AS_BELIEVED = { favourite: 0.2, underdog: 0.05 };
const even = (plan: Plan): Plan => ({
	...plan,
	allocations: CATALOG.map(({ workflowKey }) => ({
		...(plan.allocations[0] ?? never()),
		workflowKey,
		actionsPerDay: plan.days.map(() => 20),
	})),
});
const never = (): never => {
	throw new Error('the plan is empty');
};

describe('a review within an approved room', () => {
	it('moves the plan to what the workflows really bring, and logs each change with why and by what authority', () => {
		const before = played(5, TURNED, { plan: even });
		const { state, commands } = reviewed(before, 5);
		expect(actionsOf(state, 'underdog', 5)).toBeGreaterThan(35);
		expect(actionsOf(state, 'favourite', 5)).toBeLessThan(10);
		expect(state.goal.planVersion).toBe(before.goal.planVersion + 1);
		expect(commands.map(({ type }) => type)).toEqual(['SaveGoal', 'SaveAdjustments']);
		expect(state.adjustments).toMatchObject([
			{
				adjustmentId: `goal-1/${dayAt(5)}/favourite`,
				before: 20,
				after: actionsOf(state, 'favourite', 5),
				authority: 'approved_room',
			},
			{ adjustmentId: `goal-1/${dayAt(5)}/underdog`, before: 20, authority: 'approved_room', measuredEffect: null },
		]);
		const [, underdog] = state.adjustments;
		expect(underdog?.propensity).toBeGreaterThan(0.5);
		expect(underdog?.expectedEffect).toBeGreaterThan(1_000);
	});

	it('looks once a day, and without room not at all on the day the plan was made', () => {
		const { state } = reviewed(played(5, TURNED, { plan: even }), 5);
		const again = advance(state, { type: 'MetricObserved' }, `${dayAt(5)}T09:00:00.000Z`, hash);
		expect(again.commands.map(({ type }) => type)).toEqual(['SaveGoal']);
		expect(again.state.goal.planVersion).toBe(state.goal.planVersion);
		const first = (room: AdaptiveRoom | null): string | undefined =>
			reviewed(played(0, TURNED, { plan: even, room }), 0).state.goal.plan?.reviewedOn;
		expect(first(ROOM)).toBe(dayAt(0));
		expect(first(null)).toBeUndefined();
	});

	it('looks shortly before the steps of the day are due: yesterday is known by then, and people are up', () => {
		const state = played(5, TURNED, { plan: even });
		const reviewedAt = (time: string): string | undefined =>
			advance(state, { type: 'MetricObserved' }, instantOf(dayAt(5), time, 'Asia/Tokyo'), hash).state.goal.plan?.reviewedOn;
		expect(reviewedAt('00:05')).toBeUndefined();
		expect(reviewedAt('07:59')).toBeUndefined();
		expect(reviewedAt('08:00')).toBe(dayAt(5));
	});

	it('leaves a plan alone that does what it should: no flapping', () => {
		let state = played(3, AS_BELIEVED);
		const versions = [3, 4, 5].map((day) => {
			state = { ...played(day, AS_BELIEVED), goal: { ...state.goal, progressValue: 0 } };
			({ state } = reviewed(state, day));
			return actionsOf(state, 'favourite', day + 1);
		});
		expect(Math.max(...versions) - Math.min(...versions)).toBeLessThanOrEqual(4);
	});

	it('changes no step that has begun', () => {
		const state = played(5, TURNED, { plan: even });
		const begun = run('favourite', {
			runId: `goal-1/${dayAt(5)}/favourite`,
			goalId: 'goal-1',
			scheduledFor: noonOf(5),
			status: 'running',
			actions: null,
			params: { actions: 20 },
			reserved: 2_000,
		});
		const after = reviewed({ ...state, runs: [...state.runs, begun] }, 5).state;
		expect(actionsOf(after, 'favourite', 5)).toBe(20);
		// What changes of it is tomorrow, and that is on record too.
		expect(after.adjustments.map(({ workflowKey, day }) => [workflowKey, day])).toEqual([
			['favourite', dayAt(6)],
			['underdog', dayAt(5)],
		]);
	});

	it('saves money when the goal is ahead', () => {
		const { state } = reviewed(
			played(5, { favourite: 0.35, underdog: 0.35 }, { plan: even, values: { targetValue: 95_000 } }),
			5,
		);
		expect(state.goal.probability).toBeGreaterThan(0.9);
		expect(state.goal.plan?.estimatedCost).toBeLessThan(45_000);
	});

	it('never plans more than the budget leaves, even where a workflow turns out dearer', () => {
		const state = played(5, TURNED, { plan: even });
		const dearer = state.runs.map((known) => ({ ...known, cost: (known.actions ?? 0) * 250 }));
		const after = reviewed({ ...state, runs: dearer, evidence: dearer }, 5).state;
		expect(after.goal.plan?.estimatedCost).toBeLessThanOrEqual(60_000);
	});

	it.each([
		['as always', 1],
		['three times as much', 3],
	])('measures what a change has brought, once its day is over, by what that day brought: %s', (_name, factor) => {
		const { state } = reviewed(played(5, TURNED, { plan: even }), 5);
		const conversions = (expected: number, index: number): number => Math.round(expected * (index === 5 ? factor : 1));
		const later = { ...played(8, TURNED, { plan: even, conversions }), adjustments: state.adjustments };
		const [favourite, underdog] = reviewed(later, 8).state.adjustments.filter(({ day }) => day === dayAt(5));
		if (!favourite || !underdog) throw new Error('nothing was adjusted');
		// Of 20 actions 4 bring 1,000 each, as a rule.
		expect(underdog.measuredEffect).toBeCloseTo((underdog.after - 20) * 200 * factor, 6);
		expect(favourite.measuredEffect).toBeCloseTo(((favourite.after - 20) * Math.round(0.4 * factor) * 1_000) / 20, 6);
		expect(underdog.measuredAt).toBe(noonOf(8));
	});
});

describe('an adjustment whose effect cannot be told yet when its goal ends', () => {
	const LATE = CATALOG.map((each) => ({ ...each, lagDays: 4 }));
	/** Adjusted on day 5, the goal ends on the evening of day `day`. */
	const ended = (day: number, values: Partial<LoopState> = {}, type: 'MetricObserved' | 'CancelRequested' = 'MetricObserved') => {
		const { state } = reviewed(played(5, TURNED, { plan: even }), 5);
		expect(state.adjustments).toHaveLength(2);
		const later = {
			...played(day, TURNED, { plan: even, values: { targetValue: 1_000 } }),
			catalog: LATE,
			adjustments: state.adjustments,
		};
		const event = type === 'MetricObserved' ? ({ type } as const) : ({ type, reason: 'enough' } as const);
		return advance({ ...later, ...values }, event, noonOf(day), hash);
	};

	it('is measured by what has come until then, and marked as partial, in the log and in the final report', () => {
		const { state, commands } = ended(7);
		expect(state.goal.status).toBe('achieved');
		const early = state.adjustments.find(({ workflowKey }) => workflowKey === 'underdog');
		const late = ended(8).state.adjustments.find(({ workflowKey }) => workflowKey === 'underdog');
		expect(early).toMatchObject({ measurement: 'partial', measuredAt: noonOf(7) });
		expect(Math.abs(early?.measuredEffect ?? 0)).toBeGreaterThan(0);
		expect(Math.abs(late?.measuredEffect ?? 0)).toBeGreaterThan(Math.abs(early?.measuredEffect ?? 0));
		const types = commands.map(({ type }) => type);
		expect(types.indexOf('SaveAdjustments')).toBeLessThan(types.indexOf('SaveGoal'));
		const report = commands.find((command) => command.type === 'SendReport');
		expect(report?.report.lines.join('\n')).toContain('2 of them only in part');
	});

	it('is measured by what its days have brought, not by what is believed', () => {
		const effects = [1, 3].map((factor) => {
			const conversions = (expected: number, index: number): number => expected * (index >= 5 ? factor : 1);
			const { observations, runs, evidence } = played(8, TURNED, { plan: even, conversions });
			return ended(8, { observations, runs, evidence }, 'CancelRequested').state.adjustments.map(
				({ measuredEffect }) => measuredEffect ?? 0,
			);
		});
		const [usual = [], tripled = []] = effects;
		expect(usual.every((effect) => effect !== 0)).toBe(true);
		tripled.forEach((effect, index) => expect(effect / (usual[index] ?? NaN)).toBeCloseTo(3, 6));
	});

	it('is marked as impossible where no result of its workflow is known, or no exchange rate', () => {
		const untold = ended(6, { observations: [], runs: [], evidence: [] }, 'CancelRequested');
		expect(untold.state.goal.status).toBe('cancelled');
		expect(untold.state.adjustments).toMatchObject([
			{ measurement: 'impossible', measuredEffect: null, measuredAt: noonOf(6) },
			{ measurement: 'impossible' },
		]);
		const report = untold.commands.find((command) => command.type === 'SendReport');
		expect(report?.report.lines.join('\n')).toContain('2 cannot be measured');
		const { goal: yen } = played(6, TURNED, { plan: even });
		const dollars = ended(6, { goal: { ...yen, currency: 'USD' } }, 'CancelRequested');
		expect(dollars.state.adjustments.map(({ measurement }) => measurement)).toEqual(['impossible', 'impossible']);
	});

	it('is left as it is where it was measured before, and an ended lag makes it whole', () => {
		const { state } = reviewed(played(5, TURNED, { plan: even }), 5);
		const known = state.adjustments.map((each) => ({ ...each, measuredEffect: 1, measurement: 'whole' as const }));
		expect(ended(7, { adjustments: known }).commands.map(({ type }) => type)).not.toContain('SaveAdjustments');
		expect(ended(14).state.adjustments.map(({ measurement }) => measurement)).toEqual(['whole', 'whole']);
	});
});

describe('a review without approved room', () => {
	it('moves no day further than AUTO_ADJUST_LIMIT', () => {
		const { state } = reviewed(played(5, TURNED, { plan: even, room: null, settings: { AUTO_ADJUST_LIMIT: '0.1' } }), 5);
		const moved = ['favourite', 'underdog'].map((key) => Array.from({ length: 10 }, (_, day) => actionsOf(state, key, 5 + day)));
		expect(Math.min(...moved.flat())).toBeGreaterThanOrEqual(18);
		expect(Math.max(...moved.flat())).toBeLessThanOrEqual(22);
		expect(moved.every((perDay) => perDay.some((actions) => actions !== 20))).toBe(true);
		expect(state.adjustments.map(({ workflowKey }) => workflowKey).sort()).toEqual(['favourite', 'underdog']);
		expect(state.adjustments.every(({ authority }) => authority === 'small_change')).toBe(true);
	});

	it('does not let small changes add up to a big one', () => {
		const state = reviewedDaily(played(5, TURNED, { plan: even, room: null, settings: { AUTO_ADJUST_LIMIT: '0.1' } }));
		expect(state.adjustments.length).toBeGreaterThan(0);
		const left = [5, 6, 8, 10, 12, 14];
		expect(Math.max(...left.map((day) => actionsOf(state, 'underdog', day)))).toBe(22);
		expect(Math.min(...left.map((day) => actionsOf(state, 'favourite', day)))).toBe(18);
	});

	it('measures small changes anew from a plan that a person has changed', () => {
		const state = reviewed(played(5, TURNED, { plan: even, room: null, settings: { AUTO_ADJUST_LIMIT: '0.1' } }), 5).state;
		expect(state.goal.plan?.unadjusted).toHaveLength(2);
		const halved = applyOption(state.goal, { type: 'scale_plan', factor: 0.5 }, noonOf(5));
		expect(halved.plan?.unadjusted).toBeUndefined();
		const next = reviewed({ ...state, goal: halved }, 6).state;
		expect(actionsOf(next, 'underdog', 8)).toBe(Math.floor(11 * 1.1));
	});

	it('saves more than that where the goal stays safe without it, and takes it back when it is needed', () => {
		const easy = { plan: even, room: null, values: { targetValue: 150_000 }, settings: { AUTO_ADJUST_LIMIT: '0.1' } };
		const before = played(9, { favourite: 0.35, underdog: 0.35 }, easy);
		const { state } = reviewed(before, 9);
		expect(actionsOf(state, 'underdog', 14)).toBeLessThan(18);
		expect(state.goal.probability).toBeGreaterThanOrEqual(0.95);
		expect(state.adjustments.map(({ reason }) => reason)).toContain('ahead');
		const worse = played(10, { favourite: 0.2, underdog: 0.2 }, easy);
		const back = reviewed({ ...worse, goal: { ...worse.goal, plan: state.goal.plan, planVersion: 2 } }, 10).state;
		expect(actionsOf(back, 'favourite', 12)).toBeGreaterThanOrEqual(20);
	});

	it('does less, and says why, where the money does not last for more', () => {
		const dear = { plan: even, room: null, values: { targetValue: 200_000 } };
		const before = played(5, AS_BELIEVED, dear);
		const runs = before.runs.map((known) => ({ ...known, cost: (known.actions ?? 0) * 160 }));
		const { state } = reviewed({ ...before, runs, evidence: runs }, 5);
		expect(state.goal.plan?.estimatedCost).toBeLessThanOrEqual(60_000);
		expect(actionsOf(state, 'underdog', 10)).toBeLessThan(18);
		expect(state.adjustments.map(({ reason }) => reason)).toEqual(['budget', 'budget']);
	});

	it('does as much less as is wanted of what is broken, and of nothing else', () => {
		const state = played(5, AS_BELIEVED, { plan: even, room: null });
		const { rest } = reviewGoal(state, noonOf(5));
		const [arm] = rest?.arms ?? [];
		if (!rest || !arm) throw new Error('there is no rest');
		const nothing = rest.days.map(() => 0);
		const broken = { ...arm, succeeds: nothing.map(() => 0.3) };
		expect(nearPlan(rest, arm, nothing, 0.1, false)).toEqual(nothing.map(() => 18));
		expect(nearPlan(rest, broken, nothing, 0.1, false)).toEqual(nothing);
	});

	it('lets nothing grow that a person has to look at', () => {
		const before = played(5, TURNED, { plan: even, room: null, settings: { AUTO_ADJUST_LIMIT: '0.1' } });
		const catalog = before.catalog.map((each) => ({ ...each, flags: ['mass_send'] as const }));
		const { state } = reviewed({ ...before, catalog }, 5);
		expect(Math.max(...[5, 8, 14].map((day) => actionsOf(state, 'underdog', day)))).toBeLessThanOrEqual(20);
	});

	it('asks, with what it would bring, for changes that make the goal much likelier', () => {
		const before = played(5, TURNED, { plan: even, room: null, values: { targetValue: 72_000 } });
		const asked = reviewed(before, 5).commands.flatMap((command) =>
			command.type === 'RequestDecision' ? [command.request] : [],
		);
		expect(asked.map(({ kind }) => kind)).toEqual(['parameter_change']);
		const [adapt, small] = asked[0]?.options ?? [];
		expect(adapt?.probability).toBeGreaterThan((small?.probability ?? 1) + 0.1);
		expect(adapt?.effect).toMatchObject({ type: 'replace_plan', plan: { room: { budget: 60_000 } } });
		// The room that is agreed to stands in the question, not only today's change.
		expect(asked[0]?.evidence.at(-1)).toContain('underdog');
		expect(asked[0]?.evidence.at(-1)).toContain('40');
	});
});

describe('a room whose settings have changed', () => {
	const approved = (settings: Record<string, string>): LoopState =>
		played(5, TURNED, { plan: even, values: { targetValue: 72_000 }, settings });

	it.each<Record<string, string>>([{ PROFILE: 'conservative' }, { LEARNING_ROOM: '0', AUTO_ADJUST_LIMIT: '0.05' }])(
		'is none any more where nothing may adapt: small changes only, and the rest is asked for: %j',
		(settings) => {
			const before = approved(settings);
			const { state, commands } = reviewed(before, 5);
			for (const key of ['favourite', 'underdog']) {
				expect(actionsOf(state, key, 6)).toBeGreaterThanOrEqual(19);
				expect(actionsOf(state, key, 6)).toBeLessThanOrEqual(21);
			}
			expect(state.adjustments.map(({ authority }) => authority)).toEqual(['small_change', 'small_change']);
			const [request] = commands.flatMap((command) => (command.type === 'RequestDecision' ? [command.request] : []));
			expect(request?.kind).toBe('parameter_change');
			expect(request?.evidence.join()).not.toContain('Room to adapt');
			expect(request?.options[0]?.label).toContain('ask again');
		},
	);

	it('gets smaller with LEARNING_ROOM, and never larger', () => {
		expect(actionsOf(reviewed(approved({ LEARNING_ROOM: '0.6' }), 5).state, 'underdog', 6)).toBe(24);
		const small = { most: ROOM.most.map((each) => ({ ...each, actionsPerDay: 23 })), budget: 60_000 };
		expect(actionsOf(reviewed(played(5, TURNED, { plan: even, room: small }), 5).state, 'underdog', 6)).toBe(23);
	});
});

describe('a budget that a person agreed to pass', () => {
	it('is passed by as much as was agreed to, and by no more', () => {
		const before = played(5, AS_BELIEVED, { plan: even, values: { targetValue: 300_000 } });
		const runs = before.runs.map((known) => ({ ...known, cost: (known.actions ?? 0) * 150 }));
		const state = { ...before, runs, evidence: runs };
		const cut = reviewed(state, 5).state.goal.plan?.estimatedCost ?? 0;
		expect(cut).toBeLessThanOrEqual(60_000);
		const request = overrunRequest({ ...state, goal: { ...state.goal, spent: 30_000 } }, noonOf(5));
		if (!request) throw new Error('nobody was asked');
		const rules = { approvers: ['telegram:1'], quorum: 1, timeoutSeconds: 60, now: noonOf(5), hash };
		const asked = createDecision(request, rules);
		const answered: Decision = { ...asked, status: 'approved', answer: '3', answeredAt: noonOf(5), appliedAt: noonOf(5) };
		const kept = reviewed({ ...state, decisions: [answered] }, 5).state.goal.plan?.estimatedCost ?? 0;
		expect(kept).toBeGreaterThan(80_000);
		expect(kept).toBeLessThanOrEqual(90_000);
	});
});

describe('a change that a person agreed to', () => {
	/** The question a review asks, answered with one of its options. */
	function answered(state: LoopState, day: number, key: string): LoopState {
		const { state: next, commands } = reviewed(state, day);
		const [request] = commands.flatMap((command) => (command.type === 'RequestDecision' ? [command.request] : []));
		if (!request) throw new Error('nobody was asked');
		const rules = { approvers: ['telegram:1'], quorum: 1, timeoutSeconds: 60, now: noonOf(day), hash };
		const decision: Decision = { ...createDecision(request, rules), status: 'approved', answer: key, answeredAt: noonOf(day) };
		const event = { type: 'DecisionAnswered', decisionId: decision.decisionId } as const;
		return advance({ ...next, decisions: [decision] }, event, noonOf(day), hash).state;
	}
	const decided = ({ adjustments }: LoopState) => adjustments.filter(({ authority }) => authority === 'decision');

	it('is on record with what is expected of it, beside what the loop changed by itself that day', () => {
		const before = played(5, TURNED, { plan: even, room: null, values: { targetValue: 72_000 } });
		const after = answered(before, 5, '1');
		const own = after.adjustments.filter(({ authority }) => authority === 'small_change');
		expect(own.map(({ workflowKey }) => workflowKey)).toEqual(['favourite', 'underdog']);
		expect(decided(after).map(({ workflowKey }) => workflowKey)).toEqual(['favourite', 'underdog']);
		for (const { workflowKey, before: from, after: to, day } of decided(after)) {
			expect(from).toBe(own.find((each) => each.workflowKey === workflowKey)?.after);
			expect(to).toBe(actionsOf(after, workflowKey, 5));
			expect(day).toBe(dayAt(5));
		}
		expect(new Set(after.adjustments.map(({ adjustmentId }) => adjustmentId)).size).toBe(4);
		expect(decided(answered(before, 5, '2'))).toEqual([]);
	});

	it.each(['conversion_rate', 'profit'] as const)(
		'is on record for a goal of %s too, which the loop does not adjust',
		(metric) => {
			const { goal: running, ...state } = played(5, TURNED, { plan: even });
			const before = { ...state, goal: { ...running, metric } };
			const changed = applyOption(before.goal, { type: 'scale_plan', factor: 0.5 }, noonOf(5));
			const decision = sampleDecision('d_1', { kind: 'budget_overrun' });
			expect(decidedAdjustments(before, decision, changed, noonOf(5))).toMatchObject([
				{ workflowKey: 'favourite', before: 20, after: 10, reason: 'budget' },
				{ workflowKey: 'underdog', before: 20, after: 10, reason: 'budget' },
			]);
		},
	);

	it('is on record where a workflow is left out', () => {
		const burst = (expected: number, index: number, key: string): number =>
			Math.round(key === 'favourite' && index === 8 ? expected * 8 : expected);
		const state = played(9, AS_BELIEVED, { plan: even, values: { targetValue: 200_000 }, conversions: burst });
		expect(decided(answered(state, 9, '2'))).toMatchObject([{ workflowKey: 'favourite', after: 0, propensity: 1 }]);
	});
});

describe('what a person is asked', () => {
	it('is asked when a goal that was likely has fallen far behind, with what more money would change', () => {
		const state = played(8, { favourite: 0.03, underdog: 0.03 }, { plan: even, values: { budgetLimit: 20_000 } });
		const likely = {
			...state,
			goal: {
				...state.goal,
				plan: state.goal.plan && { ...state.goal.plan, forecast: { ...state.goal.plan.forecast, probability: 0.9 } },
			},
		};
		expect(kindsAsked(likely, 8)).toEqual(['far_behind']);
		expect(kindsAsked(state, 8)).toEqual([]);
	});

	it('is asked about a result beyond ANOMALY_SIGMA, and about none within', () => {
		const burst = (expected: number, index: number, key: string): number =>
			key === 'favourite' && index === 8 ? Math.round(expected * 8) : Math.round(expected);
		expect(kindsAsked(played(9, AS_BELIEVED, { plan: even, values: { targetValue: 200_000 }, conversions: burst }), 9)).toEqual([
			'anomaly',
		]);
		expect(kindsAsked(played(9, AS_BELIEVED, { plan: even, values: { targetValue: 200_000 } }), 9)).toEqual([]);
		const lenient = { ANOMALY_SIGMA: '1000' };
		expect(
			kindsAsked(
				played(9, AS_BELIEVED, { plan: even, values: { targetValue: 200_000 }, conversions: burst, settings: lenient }),
				9,
			),
		).toEqual([]);
	});
});

describe('what is not adjusted', () => {
	it.each([
		['a rate', { metric: 'conversion_rate' as const, currency: null, targetValue: 0.5 }],
		['a profit', { metric: 'profit' as const }],
		['a goal that waits', { status: 'awaiting_decision' as const }],
	])('%s', (_name, values) => {
		const state = played(5, TURNED, { plan: even });
		const { state: after, commands } = reviewed({ ...state, goal: { ...state.goal, ...values } }, 5);
		expect(after.adjustments).toEqual([]);
		expect(commands.map(({ type }) => type)).toEqual(['SaveGoal']);
	});

	it('and a goal that is saved again keeps what was measured before', () => {
		const { state } = reviewed(played(5, TURNED, { plan: even }), 5);
		const [first, second] = state.adjustments;
		if (!first || !second) throw new Error('nothing was adjusted');
		const saved = saveAdjusted(state, state.goal, [{ ...first, measuredEffect: 5 }]);
		expect(saved.state.adjustments.map(({ measuredEffect }) => measuredEffect)).toEqual([null, 5]);
		expect(saveAdjusted(state, state.goal, []).commands.map(({ type }) => type)).toEqual(['SaveGoal']);
	});

	it('the rest that a review reads is the rest that is adjusted', () => {
		const state = played(5, TURNED, { plan: even });
		const { goal: now, rest } = reviewGoal(state, noonOf(5));
		expect(rest?.days).toEqual(Array.from({ length: 10 }, (_, ahead) => addDays(dayAt(5), ahead)));
		if (!rest) throw new Error('there is no rest');
		expect(adjustGoal({ ...state, goal: now }, rest, noonOf(5)).goal.plan?.reviewedOn).toBe(dayAt(5));
	});
});
