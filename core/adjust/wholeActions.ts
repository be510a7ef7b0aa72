import type { Limits } from './limits';
import type { Rest } from './rest';

/** Shares of an action are rounded at a half. */
const ROUNDING = 0.5;

/** What was never paid for may be that many times dearer than the catalog says: it must not empty the purse on one day. */
const UNPROVEN = 3;

/** Whole numbers of actions: no day above its ceiling, and the sum never above the money, whether runs fail or not. */
export function wholeActions({ arms, days }: Rest, limits: Limits, actions: readonly (readonly number[])[]): number[][] {
	const whole = actions.map((own, place) => own.map((count) => Math.floor(Math.min(count + ROUNDING, limits.most[place] ?? 0))));
	const costOn = (day: number): number =>
		arms.reduce((sum, { costPerAction }, place) => sum + cost(whole[place]?.[day], costPerAction), 0);
	let left = limits.money;
	for (const day of days.keys()) {
		const allowed = Math.max(0, Math.min(left, limits.moneyPerDay));
		const wanted = costOn(day);
		const factor = wanted > allowed * (1 + 1e-9) ? allowed / wanted : 1;
		arms.forEach(({ learned, costPerAction }, place) => {
			const own = whole[place];
			if (!own) return;
			const isProven = learned.series.paidActions > 0 || !(costPerAction > 0);
			const most = isProven ? Infinity : Math.floor(allowed / (UNPROVEN * costPerAction));
			own[day] = Math.min(Math.floor((own[day] ?? 0) * factor), most);
		});
		left -= costOn(day);
	}
	return whole;
}

const cost = (actions = 0, costPerAction: number): number => (actions > 0 ? actions * costPerAction : 0);
