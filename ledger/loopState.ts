import type { LoopState } from '../core/commands';
import { isAutopilotError } from '../core/errors';
import { PlannedActions } from '../core/plan/plannedActions';
import { readableSettings } from '../core/readableSettings';
import { type Settings, readSettings } from '../core/settings';
import type {
	Adjustment,
	CatalogEntry,
	Decision,
	Goal,
	Observation,
	Run,
	RunAdmission,
	Setting,
	WorkflowHealth,
} from '../core/types';
import type { Ledger } from './ledger';

/** Everything in the ledger that the loop looks at, loaded in one go. */
export interface LedgerSnapshot {
	readonly goals: readonly Goal[];
	readonly runs: readonly Run[];
	readonly decisions: readonly Decision[];
	readonly catalog: readonly CatalogEntry[];
	readonly observations: readonly Observation[];
	readonly adjustments: readonly Adjustment[];
	readonly health: readonly WorkflowHealth[];
	/** How many admissions there have been; every row of an earlier one is in `runs`. */
	readonly admissions: number;
	readonly settings: Settings;
}

/** The row of `run_admission` that all admissions go through. */
export const ADMISSION_LANE = 'runs';

/** Loads the snapshot. The number of ledger calls does not grow with the goals. */
export async function loadSnapshot(
	ledger: Ledger,
	settingsOf: (rows: readonly Setting[]) => Settings = readSettings,
): Promise<LedgerSnapshot> {
	const tables = await ledger.readAll([
		// First: what an admission has written must be in what is read after it.
		'run_admission',
		'goals_tracker',
		'run_log',
		'decision_log',
		'workflow_catalog',
		'performance_metrics',
		'adjustment_log',
		'workflow_health',
		'settings',
	]);
	return {
		goals: tables.goals_tracker,
		runs: tables.run_log,
		decisions: tables.decision_log,
		catalog: tables.workflow_catalog,
		observations: tables.performance_metrics,
		adjustments: tables.adjustment_log,
		health: tables.workflow_health,
		admissions: admissionsIn(tables.run_admission),
		settings: settingsOf(tables.settings),
	};
}

/**
 * What the brake needs. Invalid settings do not keep it from working, nor does a cell that cannot be read, unless it is one of a goal,
 * a run or the catalog: what is not needed is left out then.
 */
export async function loadForBrake(ledger: Ledger): Promise<LedgerSnapshot> {
	return await loadSnapshot(ledger, readableSettings).catch(async (error: unknown) => {
		if (!isAutopilotError(error) || error.code !== 'LEDGER_CELL_INVALID') throw error;
		const tables = await ledger.readAll(['run_admission', 'goals_tracker', 'run_log', 'workflow_catalog', 'settings']);
		return {
			goals: tables.goals_tracker,
			runs: tables.run_log,
			decisions: [],
			catalog: tables.workflow_catalog,
			observations: [],
			adjustments: [],
			health: [],
			admissions: admissionsIn(tables.run_admission),
			settings: readableSettings(tables.settings),
		};
	});
}

const admissionsIn = (lanes: readonly RunAdmission[]): number => lanes.find(({ lane }) => lane === ADMISSION_LANE)?.sequence ?? 0;

interface ByGoal {
	readonly runs: ReadonlyMap<string, readonly Run[]>;
	readonly decisions: ReadonlyMap<string, readonly Decision[]>;
	readonly observations: ReadonlyMap<string, readonly Observation[]>;
	readonly adjustments: ReadonlyMap<string, readonly Adjustment[]>;
	readonly planned: PlannedActions;
}

/** A snapshot does not change, so what belongs to which goal is sorted out once, however many goals ask. */
const indexes = new WeakMap<LedgerSnapshot, ByGoal>();

function indexOf(snapshot: LedgerSnapshot): ByGoal {
	const known = indexes.get(snapshot);
	if (known) return known;
	const index: ByGoal = {
		runs: Map.groupBy(snapshot.runs, ({ goalId }) => goalId),
		decisions: Map.groupBy(snapshot.decisions, ({ goalId }) => goalId),
		observations: Map.groupBy(snapshot.observations, ({ goalId }) => goalId),
		adjustments: Map.groupBy(snapshot.adjustments, ({ goalId }) => goalId),
		planned: new PlannedActions(snapshot.goals),
	};
	indexes.set(snapshot, index);
	return index;
}

/** What the loop needs to know of one goal. */
export function loopState(goal: Goal, snapshot: LedgerSnapshot): LoopState {
	const { runs, decisions, observations, adjustments, planned } = indexOf(snapshot);
	const ofShop = observations.get('') ?? [];
	const own = observations.get(goal.goalId);
	return {
		goal,
		runs: runs.get(goal.goalId) ?? [],
		evidence: snapshot.runs,
		planned,
		decisions: decisions.get(goal.goalId) ?? [],
		catalog: snapshot.catalog,
		observations: own ? [...ofShop, ...own] : ofShop,
		adjustments: adjustments.get(goal.goalId) ?? [],
		health: snapshot.health,
		settings: snapshot.settings,
	};
}

/** What the plans of all goals of a snapshot do. */
export const plannedIn = (snapshot: LedgerSnapshot): PlannedActions => indexOf(snapshot).planned;
