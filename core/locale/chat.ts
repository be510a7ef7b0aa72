import type { Locale } from '../types';
import { chatTexts as en } from './en/chat';
import { chatTexts as ja } from './ja/chat';

/** What the bot says to commands. Figures arrive formatted; texts are plain. */
export interface ChatTexts {
	readonly help: string;
	readonly howToAnswer: string;
	/** To somebody who is not on the list: only what it takes to be put there. */
	readonly notAnApprover: (userId: string) => string;
	readonly noGoals: string;
	readonly noSuchGoal: (number: number) => string;
	/** One goal of the list. */
	readonly goal: (number: number, instruction: string, status: string, until: string) => string;
	/** The figures below a goal in `/status`. */
	readonly figures: (progress: string, target: string, rate: string, probability: string | null) => string;
	readonly money: (spent: string, budget: string | null) => string;
	readonly waiting: (question: string) => string;
	/** A workflow that is left alone after failures; `again`: local time of the next try. */
	readonly resting: (workflow: string, again: string | null) => string;
	/** Retries of the day and how many there may be. */
	readonly retries: (used: number, budget: number) => string;
	readonly switchedOff: string;
	/** The goal a numbered command was about: numbers shift when a goal ends, so it is named. */
	readonly which: (instruction: string) => string;
	/** Orders that could not be carried out: on how many goals, and why. */
	readonly failed: (goals: number, reason: string) => string;
	/**
	 * What was stopped: the goals' instructions, the names of the workflows that were running, and of those that were about to begin, so that
	 * they spent nothing; and whether that is everything.
	 */
	readonly stopped: (
		goals: readonly string[],
		workflows: readonly string[],
		unbegun: readonly string[],
		isAll: boolean,
	) => string[];
	/** Goals of which something may still be running, and why. */
	readonly notStopped: (goals: readonly string[], reason: string) => string;
	/** A run that could not be stopped, and the execution that started or received it. */
	readonly unstopped: (workflow: string, executionId: string | null, reason: string) => string;
	readonly paused: (goals: number) => string;
	readonly resumed: (goals: number) => string;
	/** Goals that do not run yet, because somebody has to be asked first. */
	readonly asksFirst: (goals: number) => string;
	readonly stillSwitchedOff: string;
	readonly nothingToDo: string;
}

export const CHAT_TEXTS: Readonly<Record<Locale, ChatTexts>> = { ja, en };
