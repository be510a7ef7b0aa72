import type { Settings } from './settings';
import type { Goal, Locale } from './types';

/** The owner's language where no goal says it: the setting LANGUAGE, else that of the newest goal, else Japanese. */
export function ownerLocale({ language }: Pick<Settings, 'language'>, goals: readonly Goal[]): Locale {
	const newest = goals.reduce<Goal | null>(
		(latest, goal) => (latest && latest.createdAt >= goal.createdAt ? latest : goal),
		null,
	);
	return language ?? newest?.locale ?? 'ja';
}
