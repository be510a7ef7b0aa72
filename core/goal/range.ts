import type { DayNumber } from './calendar';
import { between, partOf, type Period } from './period';
import { endOf, resolveBefore, resolvePoint, type Point } from './point';

const isFixed = (point: Point): boolean => point.day !== undefined || point.year !== undefined;

/** What the second of two points takes from the first: "from 3 September to the 12th" means the 12th of September. */
function inherit(to: Point, from: Point): Point {
	if (isFixed(to) || isFixed(from)) return to;
	if (to.month === undefined && to.dayOfMonth !== undefined && from.month !== undefined && to.weekday === undefined) {
		if ((from.dayOfMonth ?? 0) <= to.dayOfMonth) return { ...to, month: from.month };
	}
	return to;
}

const startWithPart = (point: Point, start: DayNumber): DayNumber =>
	point.part ? partOf(point.grain, start, endOf(point.grain, start), point.part)[0] : start;

/**
 * The stretch from one point to another. The end is the first one that is not over, the start the last one before it, unless the
 * words fix either. The last element counts: `last` says how long it is.
 */
export function rangeOf(from: Point, to: Point, reference: DayNumber): Period | null {
	const second = inherit(to, from);
	if (isFixed(from)) {
		const start = resolvePoint(from, reference);
		if (start === null) return null;
		const end = resolvePoint(second, start);
		return end === null ? null : between(startWithPart(from, start), end, second.grain);
	}
	const end = resolvePoint(second, reference);
	if (end === null) return null;
	const start = resolveBefore(from, end);
	return start === null ? null : between(startWithPart(from, start), end, second.grain);
}
