import type { Arm } from './arm';
import type { Limits } from './limits';

/** Whoever runs on a day brings what it depends on along, with one action at least. */
export function withPrerequisites(arms: readonly Arm[], { most }: Limits, actions: readonly (readonly number[])[]): number[][] {
	const places = new Map(arms.map(({ key }, place) => [key, place]));
	const needed = actions.map((own) => [...own]);
	const need = (place: number, day: number, seen: ReadonlySet<number>): void => {
		for (const key of arms[place]?.learned.entry.dependsOn ?? []) {
			const other = places.get(key);
			const own = other === undefined ? undefined : needed[other];
			if (other === undefined || !own || seen.has(other)) continue;
			own[day] = Math.max(own[day] ?? 0, Math.min(1, most[other] ?? 0));
			need(other, day, new Set([...seen, other]));
		}
	};
	actions.forEach((own, place) => own.forEach((count, day) => count > 0 && need(place, day, new Set([place]))));
	return needed;
}

/** What depends on something that does not run that day does not run either. */
export function withoutOrphans(arms: readonly Arm[], actions: readonly (readonly number[])[]): number[][] {
	const places = new Map(arms.map(({ key }, place) => [key, place]));
	const left = actions.map((own) => [...own]);
	const isOrphan = (arm: Arm, day: number): boolean =>
		arm.learned.entry.dependsOn.some((key) => {
			const other = places.get(key);
			// What has run today already is there, though nothing more of it is planned.
			return other === undefined || ((left[other]?.[day] ?? 0) <= 0 && !(day === 0 && arms[other]?.isBegun));
		});
	for (let changed = true; changed; ) {
		changed = false;
		arms.forEach((arm, place) =>
			left[place]?.forEach((count, day, own) => {
				if (count <= 0 || !isOrphan(arm, day)) return;
				own[day] = 0;
				changed = true;
			}),
		);
	}
	return left;
}
