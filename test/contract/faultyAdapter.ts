import { AxiosError, type AxiosAdapter } from 'axios';
import type { Random } from '../../core/ports';

const REFUSALS = [429, 500, 503];

/** How often calls fail, and what was done to them. */
export interface FaultCount {
	calls: number;
	faults: number;
}

const nextTurn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

/**
 * A network in which a share of the calls goes wrong: refused (429, 500, 503), lost on the way there, or done and the answer lost.
 * Between call and answer others get their turn.
 * @param turn waits for as long as a call is on its way
 */
export function faultyAdapter(
	inner: AxiosAdapter,
	share: number,
	random: Random,
	count: FaultCount,
	turn: () => Promise<void> = nextTurn,
): AxiosAdapter {
	return async (config) => {
		count.calls++;
		await turn();
		const fault = random() < share ? Math.floor(random() * 6) : -1;
		if (fault >= 0) count.faults++;
		const status = REFUSALS[fault];
		if (status !== undefined) {
			return { status, statusText: '', headers: {}, data: JSON.stringify({ error: { message: 'told to fail' } }), config };
		}
		if (fault === 3) throw new AxiosError('lost', 'ETIMEDOUT', config);
		const answer = await inner(config);
		if (random() < 0.5) await turn();
		if (fault > 3) throw new AxiosError('answer lost', 'ECONNRESET', config);
		return answer;
	};
}
