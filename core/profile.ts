/** How far the loop goes by itself (the optimization level). */
export type Profile = 'conservative' | 'balanced' | 'aggressive';

/** The settings a profile decides, as they stand in the table. A key that is set there wins over the profile. */
export type ProfileKey = 'AUTO_ADJUST_LIMIT' | 'BUDGET_OVERRUN_LIMIT' | 'ANOMALY_SIGMA' | 'LEARNING_ROOM' | 'EXPLORATION_SHARE';

/**
 * What each profile sets. None goes beyond the limits of the policy: what is strategic, a mass send or over budget is asked
 * for in each of them.
 */
export const PROFILES: Readonly<Record<Profile, Readonly<Record<ProfileKey, string>>>> = {
	conservative: {
		AUTO_ADJUST_LIMIT: '0.05',
		BUDGET_OVERRUN_LIMIT: '0.05',
		ANOMALY_SIGMA: '3',
		LEARNING_ROOM: '0',
		EXPLORATION_SHARE: '0',
	},
	balanced: {
		AUTO_ADJUST_LIMIT: '0.10',
		BUDGET_OVERRUN_LIMIT: '0.10',
		ANOMALY_SIGMA: '3',
		LEARNING_ROOM: '1',
		EXPLORATION_SHARE: '0.30',
	},
	aggressive: {
		AUTO_ADJUST_LIMIT: '0.10',
		BUDGET_OVERRUN_LIMIT: '0.10',
		ANOMALY_SIGMA: '4',
		LEARNING_ROOM: '1',
		EXPLORATION_SHARE: '0.50',
	},
};

/** Tells a profile from any other text. */
export const isProfile = (text: string): text is Profile => Object.hasOwn(PROFILES, text);
