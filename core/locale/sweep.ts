import type { Decision, Locale } from '../types';
import { sweepTexts as en } from './en/sweep';
import { sweepTexts as ja } from './ja/sweep';

/** Every sentence of a reminder, an escalation and an expiry. Plain text; times and names arrive ready to be shown. */
export interface SweepTexts {
	readonly reminder: Readonly<Record<Decision['urgency'], string>>;
	readonly escalation: Readonly<Record<Decision['urgency'], string>>;
	readonly expiry: string;
	/** Whole minutes until the deadline. */
	readonly timeLeft: (minutes: number) => string;
	/** Who was asked, and since when. */
	readonly asked: (names: string, since: string) => string;
	readonly alsoMayAnswer: string;
	/** Whom no message has reached. */
	readonly unreached: (names: string) => string;
	/** Over the link of an e-mail. */
	readonly openPage: string;
	/** In an e-mail without a link of its own. */
	readonly seeFirstEmail: string;
	readonly giveAgain: string;
	/** The same for a question of a goal: it is held, and can be let go on. */
	readonly resumeGoal: string;
}

/** The sentences of the sweep, by the goal's language. */
export const SWEEP_TEXTS: Readonly<Record<Locale, SweepTexts>> = { ja, en };
