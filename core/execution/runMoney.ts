import type { Run, RunStatus } from '../types';

/** No further try follows. */
const ENDED: ReadonlySet<RunStatus> = new Set<RunStatus>(['succeeded', 'failed', 'stopped']);
const UNDER_WAY: ReadonlySet<RunStatus> = new Set<RunStatus>(['running', 'unknown']);

/** The part of a run that tells of money. */
type RunMoney = Pick<Run, 'status' | 'cost' | 'reserved' | 'uncertain'>;

/**
 * What a run has cost, or may have, in the setting CURRENCY: while tries may follow, what they have told and all that was set aside;
 * in the end its cost, or where nobody knows that, what was set aside. A run that says nothing of it and is under way (its row was
 * made by hand) counts with the catalog's price.
 */
export function amountOf(run: RunMoney & Pick<Run, 'params'>, costPerAction: number): number {
	if (isSilent(run)) return UNDER_WAY.has(run.status) ? Number(run.params['actions'] ?? 0) * costPerAction : 0;
	return ENDED.has(run.status) && run.cost !== null ? run.cost : sum(run.cost, run.reserved, run.uncertain);
}

/** The same without what is set aside for a try that is running and has not spent it yet. */
export const spentOn = (run: RunMoney & Pick<Run, 'params'>): number =>
	run.status === 'running' ? sum(run.cost, run.uncertain) : amountOf(run, 0);

const isSilent = ({ cost, reserved, uncertain }: RunMoney): boolean => cost === null && reserved === null && uncertain === null;

/**
 * The money of a run that has ended for good: where some of its tries told what they cost, what nobody knows of the others is added to
 * that, because an ended run counts with its `cost` alone.
 */
export const closedMoney = (run: Pick<Run, 'cost' | 'reserved' | 'uncertain'>): Pick<Run, 'cost'> => ({
	cost: run.cost === null ? null : sum(run.cost, run.reserved, run.uncertain),
});

/** The sum of what is known, 0 where nothing is. */
export const sum = (...amounts: readonly (number | null)[]): number =>
	amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
