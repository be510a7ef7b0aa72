import type { Command } from '../../core/commands';
import { createDecision } from '../../core/decision/createDecision';
import { isAutopilotError } from '../../core/errors';
import { closedMoney } from '../../core/execution/runMoney';
import type { Goal, Run } from '../../core/types';
import type { Change } from '../../ledger/ledger';
import { writeTogether } from '../../ledger/together';
import type { GoalTurn, Settlement } from './goalTurn';
import type { Part } from './parts';
import { settleDecision } from './settleDecision';
import type { ShellPorts } from './shellTypes';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Job<T extends Command['type']> = readonly [turn: GoalTurn, command: Of<T>];

const ofGoal = (job: Job<Settlement['type']>): job is Job<'SaveGoal'> => job[1].type === 'SaveGoal';

/** Writes what the turns of many goals want written: each method one batch, whatever the number of goals. */
export class CommandWriter {
	/** Goals that ran and were held or closed by what was written last. */
	readonly halted: GoalTurn[] = [];
	/** Runs that somebody else had settled before. */
	readonly unsaved = new Set<string>();

	constructor(private readonly ports: ShellPorts) {}

	/** Records questions; whoever's record it is hands it on to be asked. */
	async requestDecisions(jobs: readonly Job<'RequestDecision'>[]): Promise<void> {
		const { ledger, now, hash } = this.ports;
		const asked = jobs.map(([turn, { request }]) => {
			const { approvers, quorum, decisionTimeoutSeconds } = turn.state.settings;
			const from = { ...request, requestedBy: turn.state.goal.requestedBy };
			const decision = createDecision(from, { approvers, quorum, timeoutSeconds: decisionTimeoutSeconds, now, hash });
			return [turn, decision] as const;
		});
		const added = new Set(
			await ledger.insert(
				'decision_log',
				asked.map(([, decision]) => decision),
			),
		);
		for (const [turn, decision] of asked) {
			turn.state = { ...turn.state, decisions: [...turn.state.decisions, decision] };
			if (added.has(decision.decisionId)) turn.requested.push(decision);
		}
	}

	/** Closes questions. An expiry that came after an answer is dropped with all that follows it. */
	async closeDecisions(jobs: readonly Job<'CloseDecision'>[]): Promise<void> {
		await this.settleVotes(jobs);
		const changes = jobs.map(([, { decisionId, from, status, reason }]): Change<'decision_log'> => {
			return {
				key: decisionId,
				expected: { status: from },
				// Also a question that was done with has news to tell.
				values: { status, reason, announcedAt: null },
			};
		});
		const closed = await this.ports.ledger.transitionAll('decision_log', changes);
		jobs.forEach(([turn, { decisionId, status }], index) => {
			if (!closed[index] && status === 'expired') turn.overtaken = true;
			if (closed[index]) turn.forget(decisionId, status);
		});
	}

	/** Votes that came in time, and that nobody has counted yet, come before an expiry. */
	private async settleVotes(jobs: readonly Job<'CloseDecision'>[]): Promise<void> {
		const { ledger } = this.ports;
		const expiring = jobs.flatMap(([turn, { decisionId, from, status }]) => {
			const decision = turn.state.decisions.find((known) => known.decisionId === decisionId);
			// The state says already what the commands are still to write.
			return status === 'expired' && decision && decision.quorum > 1 ? [{ ...decision, status: from }] : [];
		});
		if (expiring.length === 0) return;
		const votes = await ledger.read('answer_log', { result: 'counted' });
		for (const decision of expiring) await settleDecision(ledger, decision, votes);
	}

	/** Somebody who marked it and died left the goal as it was, so going on does no harm: the effect is the same. */
	async markApplied(jobs: readonly Job<'MarkApplied'>[]): Promise<void> {
		const { ledger, now } = this.ports;
		await ledger.transitionAll(
			'decision_log',
			jobs.map(([, { decisionId }]) => ({ key: decisionId, expected: { appliedAt: null }, values: { appliedAt: now } })),
		);
	}

	/** Settles runs, as `settlement` says, and adds goals that are new. */
	async settle(jobs: readonly Job<Settlement['type']>[]): Promise<void> {
		await this.addGoals(jobs.filter(ofGoal).filter(([turn]) => turn.saved === null));
		const isSame = jobs.filter(ofGoal).every(([turn, { goal }]) => goal.status === turn.saved?.status);
		// A change of status whose answer was lost must not be made twice: the second would find its own work and give up.
		if (!isSame && jobs.some((job) => !ofGoal(job))) {
			await this.settle(jobs.filter((job) => !ofGoal(job)));
			await this.settle(jobs.filter(ofGoal));
			return;
		}
		const { steps, after } = this.settlement(jobs);
		const write = async (): Promise<boolean[][]> => writeTogether(this.ports.ledger, steps);
		await after(await (isSame ? again(write) : write()));
	}

	/**
	 * Settles runs, unless they were stopped, settled or begun anew by another worker meanwhile; what they did and cost is noted even then.
	 * And writes what they told and what changed of goals, as a compare-and-set on the status: a worker that was overtaken must not
	 * reopen a goal that another has closed or halted, and must learn of it before it starts the next step. Money that is gone is
	 * noted even then.
	 * @returns its first step is that of the runs
	 */
	settlement(jobs: readonly Job<Settlement['type']>[]): Part {
		const runs = jobs.filter((job): job is Job<'SaveRun'> => job[1].type === 'SaveRun');
		const told = jobs.flatMap(([, command]) => (command.type === 'RecordMetric' ? command.observations : []));
		const changed = jobs.filter(ofGoal).flatMap(([turn, { goal }]) => {
			const before = turn.saved;
			if (before === null || before === goal) return [];
			const values = changedFields(before, goal);
			return isWorthWriting(values) ? [{ turn, goal, before, values }] : [];
		});
		const { ledger } = this.ports;
		return {
			steps: [
				{
					table: 'run_log',
					changes: runs.map(([, { run, from }]) => ({
						key: run.runId,
						expected: { status: from, attempts: run.attempts },
						// Whoever received the call of a run of unknown outcome stands in its row, and is all there is to look it up by.
						values: run.status === 'unknown' ? withoutExecution(run) : run,
					})),
				},
				{ table: 'performance_metrics', upsert: told },
				{
					table: 'goals_tracker',
					changes: changed.map(({ goal, before, values }) => ({ key: goal.goalId, expected: { status: before.status }, values })),
				},
			],
			after: async ([saved = [], , written = []]) => {
				const late = runs.filter(([, { run }], index) => !saved[index] && run.status === 'succeeded').map(([, { run }]) => run);
				if (late.length > 0) await ledger.update('run_log', late.map(figuresOf));
				await this.bookAgain(runs.flatMap(([, { run }], index) => (saved[index] || run.status === 'succeeded' ? [] : [run])));
				runs.forEach(([, { run }], index) => {
					if (!saved[index]) this.unsaved.add(run.runId);
				});
				const overtaken = changed.filter((_, index) => !written[index]);
				changed.forEach(({ turn, goal, before }, index) => {
					if (written[index]) turn.saved = goal;
					else turn.overtaken = true;
					if (written[index] && before.status === 'running' && goal.status !== 'running') this.halted.push(turn);
				});
				await this.noteSpent(overtaken.map(({ turn, goal }) => [turn, goal] as const));
			},
		};
	}

	/** A run that was taken for one that never began, and was stopped, has begun after all: what it may have spent counts again. */
	private async bookAgain(runs: readonly Run[]): Promise<void> {
		const spent = runs.filter((run) => run.reserved !== null || run.uncertain !== null || run.cost !== null);
		if (spent.length === 0) return;
		await this.ports.ledger.transitionAll(
			'run_log',
			spent.map(({ runId, attempts, startedAt, reserved, uncertain, cost }) => ({
				key: runId,
				expected: { status: 'stopped', attempts, reserved: null },
				values: { startedAt, reserved, uncertain, ...closedMoney({ cost, reserved, uncertain }) },
			})),
		);
	}

	private async addGoals(jobs: readonly Job<'SaveGoal'>[]): Promise<void> {
		if (jobs.length === 0) return;
		const goals = jobs.map(([, { goal }]) => goal);
		const added = new Set(await this.ports.ledger.insert('goals_tracker', goals));
		for (const [turn, { goal }] of jobs) {
			turn.saved = goal;
			if (!added.has(goal.goalId)) turn.overtaken = true;
		}
	}

	/** What a run did and cost is true whoever decides about the goal. */
	async noteSpent(goals: readonly (readonly [GoalTurn, Goal])[]): Promise<void> {
		const changed = goals.filter(([turn, { spent }]) => spent !== turn.saved?.spent);
		if (changed.length === 0) return;
		await this.ports.ledger.update(
			'goals_tracker',
			changed.map(([, { goalId, spent }]) => ({ key: goalId, values: { spent } })),
		);
	}

	/**
	 * Marks runs as stopped. One that ended by itself meanwhile keeps how it ended, and one that nobody is known to have received must
	 * not have been received since.
	 * @param stopped `run` with the money it keeps
	 * @returns which were marked.
	 */
	async markStopped(stopped: readonly { readonly run: Run; readonly received: boolean }[]): Promise<boolean[]> {
		const { ledger, now } = this.ports;
		return await ledger.transitionAll(
			'run_log',
			stopped.map(({ run, received }) => ({
				key: run.runId,
				expected: { status: run.status, attempts: run.attempts, ...(!received && { executionId: run.executionId }) },
				values: {
					startedAt: run.startedAt,
					reserved: run.reserved,
					...closedMoney(run),
					status: 'stopped',
					finishedAt: now,
				},
			})),
		);
	}
}

function withoutExecution({ executionId: _receiver, receivedAt: _when, ...others }: Run): Partial<Run> {
	return others;
}

const figuresOf = ({ runId, actions, conversions, revenue, cost }: Run) => ({
	key: runId,
	values: { actions, conversions, revenue, cost },
});

/** Tries a batch once more when its answer was lost. Only for those that do no harm when they are made twice. */
const again = async <T>(attempt: () => Promise<T>): Promise<T> =>
	attempt().catch(async (error: unknown) => {
		if (!isAutopilotError(error) || error.code !== 'LEDGER_UNREACHABLE') throw error;
		return attempt();
	});

/** A goal that was only looked at is not written: most of a thousand goals are as they were an hour ago. */
const isWorthWriting = (values: Partial<Goal>): boolean => Object.keys(values).some((name) => name !== 'updatedAt');

function changedFields(before: Goal, after: Goal): Partial<Goal> {
	const old = new Map<string, unknown>(Object.entries(before));
	return Object.fromEntries(Object.entries(after).filter(([name, value]) => old.get(name) !== value));
}
