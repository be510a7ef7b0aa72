import { createHash } from 'node:crypto';
import type { Command, LoopEvent, LoopState, RunOutcome } from '../../core/commands';
import { createDecision } from '../../core/decision/createDecision';
import { admit, candidateOf } from '../../core/execution/admission';
import { nextHealth } from '../../core/execution/health';
import { advance } from '../../core/loop';
import { toObservation } from '../../core/monitor/observation';
import { addDays } from '../../core/plan/days';
import { addSeconds, instantOf } from '../../core/time';
import type { Decision, Goal, Instant, Run, Step, WorkflowHealth } from '../../core/types';
import { Business } from './business';
import { FIRST_DAY, initialState } from './initialState';
import { answerOf } from './owner';
import { MOST_TRIES, type Course } from './playPolicy';
import type { Scenario, ScenarioWorkflow } from './scenario';

/** What the core said of the end on the morning of one of the goal's days (from 0). */
export interface Statement {
	readonly day: number;
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

export interface CoreCourse extends Course {
	/** What might be spent: the scenario's budget, else what the owner agreed to with the plan. */
	readonly budget: number | null;
	readonly questions: number;
	readonly adjustments: number;
	readonly statements: readonly Statement[];
	/** Time of the core's reviews in milliseconds, changes of the plan included. */
	readonly reviewMs: readonly number[];
	readonly runs: readonly Run[];
}

const CLOSED: ReadonlySet<Goal['status']> = new Set<Goal['status']>(['achieved', 'missed', 'cancelled']);

/** The owner answers after an hour. */
const ANSWER_SECONDS = 3_600;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Plays the real core against the simulated business: its events on virtual days, its commands carried out in memory. */
export const playCore = (scenario: Scenario, seed: number): CoreCourse => new Player(scenario, seed).play();

class Player {
	private readonly business: Business;
	private readonly workflows: ReadonlyMap<string, ScenarioWorkflow>;
	private readonly health = new Map<string, WorkflowHealth>();
	private readonly reviewMs: number[] = [];
	private due: { readonly run: Run; readonly step: Step }[] = [];
	private state: LoopState;
	private now: Instant;
	private agreed: number | null;

	constructor(
		private readonly scenario: Scenario,
		seed: number,
	) {
		this.business = new Business(scenario, seed);
		this.workflows = new Map(scenario.workflows.map((workflow) => [workflow.key, workflow]));
		this.agreed = scenario.goal.budget;
		this.now = this.at(0, '00:05');
		this.state = initialState(scenario, seed, this.business, this.now);
	}

	play(): CoreCourse {
		const { days } = this.scenario.goal;
		const statements: Statement[] = [];
		this.feed({ type: 'InstructionReceived' });
		this.answer();
		this.agreed ??= this.state.goal.budgetLimit;
		for (let day = 0; day < days && !this.isClosed(); day++) {
			this.now = this.at(day, '08:10');
			this.review();
			this.answer();
			const statement = this.isClosed() ? null : this.statement(day);
			if (statement) statements.push(statement);
			this.now = this.at(day, '09:30');
			for (let attempt = 1; attempt <= MOST_TRIES && !this.isClosed(); attempt++) {
				this.feed({ type: 'Tick' });
				this.start(day);
				this.answer();
				this.now = addSeconds(this.now, 3_600);
			}
			this.observe(day);
		}
		this.now = this.at(days, '00:10');
		this.review();
		const { goal, adjustments, runs, decisions } = this.state;
		return {
			achieved: goal.progressValue,
			spent: runs.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
			budget: this.agreed,
			questions: decisions.length,
			adjustments: adjustments.length,
			statements,
			reviewMs: this.reviewMs,
			runs,
		};
	}

	private review(): void {
		const start = performance.now();
		this.feed({ type: 'MetricObserved' });
		this.reviewMs.push(performance.now() - start);
	}

	private feed(event: LoopEvent): void {
		const { state, commands } = advance(
			{ ...this.state, evidence: this.state.runs, health: [...this.health.values()] },
			event,
			this.now,
			hash,
		);
		this.state = state;
		for (const command of commands) this.carryOut(command);
	}

	/** The state the core gives back holds most of what it commands; what a ledger would add is added here. */
	private carryOut(command: Command): void {
		switch (command.type) {
			case 'StartRun':
				this.due.push(command);
				return;
			case 'RequestDecision': {
				const rules = { approvers: ['telegram:1'], quorum: 1, timeoutSeconds: this.state.settings.decisionTimeoutSeconds };
				const decision = createDecision(command.request, { ...rules, now: this.now, hash });
				this.state = { ...this.state, decisions: [...this.state.decisions, decision] };
				return;
			}
			case 'MarkApplied':
				this.patchDecision(command.decisionId, { appliedAt: this.now });
				return;
			case 'CloseDecision':
				this.patchDecision(command.decisionId, { status: command.status });
				return;
			case 'SaveGoal':
			case 'SaveRun':
			case 'SaveAdjustments':
			case 'RecordMetric':
			case 'SendReport':
			case 'ReconcileRun':
			case 'StopRun':
				return;
		}
	}

	/** Starts what the core admits, until nothing that may start is left: no run of this world outlives its call. */
	private start(day: number): void {
		while (this.due.length > 0 && this.state.goal.status === 'running') {
			const { settings, catalog, runs } = this.state;
			const candidates = this.due.map((start) => candidateOf(start, this.state));
			const shared = {
				runs,
				health: this.health,
				settings,
				catalog: new Map(catalog.map((entry) => [entry.workflowKey, entry])),
			};
			const { admitted } = admit(candidates, shared, this.now);
			if (admitted.length === 0) break;
			const started = new Set(admitted.map(({ candidate }) => candidate.step.stepKey));
			this.due = this.due.filter(({ step }) => !started.has(step.stepKey));
			for (const { candidate, reserved } of admitted) this.run(candidate, reserved, day);
		}
		this.due = [];
	}

	private run({ run, step }: { readonly run: Run; readonly step: Step }, reserved: number, day: number): void {
		const workflow = this.workflows.get(run.workflowKey);
		if (!workflow) throw new Error(`The core ran "${run.workflowKey}", which is not in the scenario`);
		const begun: Run = { ...run, status: 'running', attempts: run.attempts + 1, startedAt: this.now, reserved };
		this.state = {
			...this.state,
			runs: [...this.state.runs.filter(({ runId }) => runId !== run.runId), begun],
			catalog: this.state.catalog.map((entry) =>
				entry.workflowKey === run.workflowKey ? { ...entry, firstUsedAt: entry.firstUsedAt ?? this.now } : entry,
			),
		};
		const { cost } = this.business.run(workflow, day, step.actions, begun.attempts);
		const outcome = outcomeOf(Math.min(step.actions, workflow.truth.capacity), cost);
		const sample = cost === null ? { ok: false as const, error: 'out of order', fatal: false } : { ok: true as const };
		const health = nextHealth(this.health.get(run.workflowKey), run.workflowKey, sample, this.now);
		if (health) this.health.set(run.workflowKey, health);
		this.feed({ type: 'RunFinished', runId: run.runId, outcome });
	}

	private answer(): void {
		for (;;) {
			const open = this.state.decisions.find(({ status }) => status === 'pending');
			if (!open || this.isClosed()) return;
			this.now = addSeconds(this.now, ANSWER_SECONDS);
			const option = answerOf(open, this.agreed);
			this.patchDecision(open.decisionId, {
				status: option?.outcome === 'approve' ? 'approved' : 'rejected',
				answer: option?.key ?? null,
				answeredBy: 'telegram:1',
				answeredAt: this.now,
			});
			this.feed({ type: 'DecisionAnswered', decisionId: open.decisionId });
		}
	}

	private patchDecision(decisionId: string, values: Partial<Decision>): void {
		const decisions = this.state.decisions.map((known) => (known.decisionId === decisionId ? { ...known, ...values } : known));
		this.state = { ...this.state, decisions };
	}

	private statement(day: number): Statement | null {
		const { forecastValue: value, forecastLow: low, forecastHigh: high } = this.state.goal;
		return value === null || low === null || high === null ? null : { day, value, low, high };
	}

	/** The day's figures become known after midnight. Who tracks workflows tells of each that has run by then, also that it brought nothing. */
	private observe(day: number): void {
		const { goal, attribution } = this.scenario;
		const observedAt = this.at(day + 1, '00:01');
		const { total, byWorkflow } = this.business.dayOf(day);
		const figure = (metric: string, value: number, unit: string, workflow: string) =>
			toObservation(
				{ metric, day: addDays(FIRST_DAY, day), value, unit, source: workflow === '' ? 'whop' : 'crm', goalId: '', workflow },
				observedAt,
			);
		const ran = attribution === 'tracked' ? new Set(this.state.runs.map(({ workflowKey }) => workflowKey)) : [];
		const parts = [...ran].flatMap((workflow) => {
			const { conversions, revenue } = byWorkflow.get(workflow) ?? { conversions: 0, revenue: 0 };
			return [figure('conversions', conversions, 'count', workflow), figure('revenue', revenue, goal.currency, workflow)];
		});
		const whole = figure(goal.metric, total, goal.metric === 'revenue' ? goal.currency : 'count', '');
		this.state = { ...this.state, observations: [...this.state.observations, whole, ...parts] };
	}

	private isClosed(): boolean {
		return CLOSED.has(this.state.goal.status);
	}

	private at(day: number, time: string): Instant {
		return instantOf(addDays(FIRST_DAY, day), time, this.scenario.goal.timeZone);
	}
}

/** What the loop hears of a run: it says what it did and cost, and knows nothing yet of what that will bring. */
const outcomeOf = (actions: number, cost: number | null): RunOutcome =>
	cost === null
		? { kind: 'failed', error: 'out of order', retryable: true, rateLimited: false, executionId: null, notStarted: true }
		: {
				kind: 'succeeded',
				executionId: null,
				result: { actions, conversions: null, revenue: null, cost, metrics: {}, note: null },
			};
