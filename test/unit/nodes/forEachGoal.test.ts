import { AutopilotError } from '../../../core/errors';
import type { Goal } from '../../../core/types';
import { forEachGoal } from '../../../nodes/AutoExecutor/goals';
import type { ShellResult } from '../../../nodes/shared/loopShell';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { World } from '../loop/world';

const broken = new AutopilotError('CURRENCY_RATE_MISSING', 'the setting FX_JPY_USD is missing');

/** Three goals, of which the first fails. */
async function turns(continueOnFail: boolean) {
	const world = await World.open();
	await world.instruct();
	const goal = await world.goal();
	const snapshot = await loadSnapshot(world.ledger);
	const had: string[] = [];
	const turn = async (own: Goal): Promise<ShellResult> => {
		had.push(own.goalId);
		if (own.goalId === 'g_1') throw broken;
		return { state: loopState(own, snapshot), finished: [], requested: [], reports: [] };
	};
	const goals = ['g_1', 'g_2', 'g_3'].map((goalId) => ({ ...goal, goalId }));
	return { had, done: forEachGoal({ continueOnFail: () => continueOnFail }, goals, turn) };
}

test('a goal that fails keeps none of the others from their turn, and its failure is still told', async () => {
	const { had, done } = await turns(false);
	await expect(done).rejects.toBe(broken);
	expect(had).toEqual(['g_1', 'g_2', 'g_3']);
});

test('where the node continues on fail, what came of the others goes out beside the failure', async () => {
	const items = (await (await turns(true)).done).map(({ json }) => json);
	expect(items.map((json) => json['goal_id'] ?? json['error'])).toEqual(['g_2', 'g_3', broken.message]);
});
