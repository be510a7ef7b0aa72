import { buildReport } from '../../core/report/buildReport';
import { reportText } from '../../core/report/html';
import type { Goal } from '../../core/types';
import { loadSnapshot, loopState } from '../../ledger/loopState';
import type { Ledger } from '../../ledger/ledger';

const count = ({ length }: readonly unknown[], what: string): string => `${length} ${what}${length === 1 ? '' : 's'}`;

/** The final report, written from what stands in the ledger, and how much of everything the ledger holds. */
export async function finalReport(ledger: Ledger, { goalId, updatedAt }: Goal): Promise<string> {
	const snapshot = await loadSnapshot(ledger);
	const goal = snapshot.goals.find((known) => known.goalId === goalId);
	if (!goal) throw new Error(`The goal ${goalId} is not in the ledger`);
	const state = loopState(goal, snapshot);
	const answered = state.decisions.filter(({ answeredBy }) => answeredBy !== null);
	return [
		reportText(buildReport('final', state, goal.closedAt ?? updatedAt)),
		'',
		`Ledger (${ledger.kind}): goal ${goal.goalId} is "${goal.status}" at ${(goal.achievementRate * 100).toFixed(1)} % · ` +
			`plan version ${goal.planVersion} · ${count(state.runs, 'run')} · ${count(state.decisions, 'decision')} · ` +
			count(state.observations, 'figure'),
		...answered.map(
			({ question, answer, answeredBy, answeredAt }) => `  ${answeredAt}  ${answeredBy} chose ${answer}: ${question}`,
		),
	].join('\n');
}
