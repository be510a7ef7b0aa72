import { NodeConnectionTypes, type IExecuteFunctions } from 'n8n-workflow';
import { type ChatModel, readWithModel } from '../../clients/chatModel/chatModel';
import { createGoal } from '../../core/goal/createGoal';
import { FILLABLE, fillIn, type FilledIn } from '../../core/goal/modelReading';
import { newGoal } from '../../core/goal/newGoal';
import { readInstruction } from '../../core/goal/readInstruction';
import { unknownWorkflows } from '../../core/goal/unknownWorkflows';
import type { ParsedInstruction, Question } from '../../core/goal/types';
import { figuresOf } from '../../core/monitor/figuresOf';
import type { PlanInput } from '../../core/plan/planInput';
import type { Settings } from '../../core/settings';
import { dayOf } from '../../core/time';
import type { CatalogEntry, Goal, Instant } from '../../core/types';
import { plannedIn } from '../../ledger/loopState';
import { readState } from '../shared/businessState';
import type { Routed } from '../shared/items';
import type { OpenSnapshot } from '../shared/session';
import { sha256 } from '../shared/signing';

/** The outputs of the node. */
export const OUTPUT = { ready: 0, needsDecision: 1, unclear: 2 } as const;

/** A goal that was understood, and everything its plan is made of. */
export interface Prepared {
	readonly goal: Goal;
	readonly planInput: PlanInput;
	/** What a language model read, to be confirmed. */
	readonly assumptions: readonly string[];
}

/** Understood, or questions for the owner. */
export type Preparation = { readonly ok: true; readonly value: Prepared } | { readonly ok: false; readonly unclear: Routed[] };

/** Reads the item's sentence against the settings and the catalog's names. Never throws on what the sentence says. */
export function readText(
	context: IExecuteFunctions,
	itemIndex: number,
	settings: Settings,
	catalog: readonly CatalogEntry[],
	now: Instant,
): ParsedInstruction {
	const language = context.getNodeParameter('language', itemIndex, 'auto');
	const parsed = readInstruction(String(context.getNodeParameter('instruction', itemIndex, '')), {
		now,
		timeZone: settings.timeZone,
		language: language === 'ja' || language === 'en' ? language : 'auto',
		defaultCurrency: settings.currency,
		workflows: catalog.map(({ workflowKey, name }) => ({ key: workflowKey, name })),
	});
	return { ...parsed, questions: [...parsed.questions, ...unknownWorkflows(parsed, catalog)] };
}

/** Who says the sentence. */
export const readRequester = (context: IExecuteFunctions, itemIndex: number): string =>
	String(context.getNodeParameter('requestedBy', itemIndex, '')).slice(0, 200);

/** From the sentence to what a plan is made of: read, let a model help where one is connected, look at the business. */
export async function prepare(
	context: IExecuteFunctions,
	itemIndex: number,
	goalId: string,
	{ snapshot, now }: OpenSnapshot,
): Promise<Preparation> {
	const { settings, catalog } = snapshot;
	const own = readText(context, itemIndex, settings, catalog, now);
	const { parsed, assumptions, modelProblem } = await withModel(context, itemIndex, own, settings, now);
	if (parsed.questions.length > 0) return unclear(parsed, parsed.questions, modelProblem);
	const state = await readState(context, itemIndex, settings, snapshot.observations, now);
	const { timeZone, currency, exchangeRates } = settings;
	const figures = parsed.metric ? figuresOf(parsed.metric.name, snapshot.observations, now) : undefined;
	const draft = createGoal(parsed, { state, timeZone, currency, exchangeRates, ...(figures && { figures }) });
	if (!draft.ok) return unclear(parsed, draft.error, modelProblem);

	const requestedBy = readRequester(context, itemIndex);
	const goal = newGoal({ goalId, requestedBy, draft: draft.value, now });
	const planInput: PlanInput = {
		goal: { goalId, ...draft.value },
		progressValue: goal.progressValue,
		catalog,
		runs: snapshot.runs,
		observations: snapshot.observations,
		state,
		settings,
		planned: plannedIn(snapshot),
		version: 1,
		now,
		seed: Number.parseInt(sha256(goalId).slice(0, 8), 16),
		namedWorkflows: parsed.workflows.flatMap(({ workflowKey }) => workflowKey ?? []),
	};
	return { ok: true, value: { goal, planInput, assumptions } };
}

/** Asks the connected model only for what the parser could not read, and only when that is all that is unclear. */
async function withModel(
	context: IExecuteFunctions,
	itemIndex: number,
	parsed: ParsedInstruction,
	settings: Settings,
	now: Instant,
): Promise<FilledIn & { readonly modelProblem: string | null }> {
	const alone = { parsed, assumptions: [], modelProblem: null };
	if (parsed.questions.length === 0 || !parsed.questions.every(({ code }) => FILLABLE.has(code))) return alone;
	// n8n types what sub-nodes supply as unknown; a node on the Model input supplies a chat model.
	const model = (await context.getInputConnectionData(NodeConnectionTypes.AiLanguageModel, itemIndex)) as ChatModel | undefined;
	if (!model) return alone;
	const today = dayOf(now, settings.timeZone);
	const reading = await readWithModel(model, { sentence: parsed.text, today, timeZone: settings.timeZone });
	if (!reading.ok) return { ...alone, modelProblem: reading.error };
	return { ...fillIn(parsed, reading.value, today, settings.currency), modelProblem: null };
}

/** What is not understood, as questions in the owner's language. */
const unclear = ({ text, locale }: ParsedInstruction, questions: readonly Question[], problem: string | null): Preparation => ({
	ok: false,
	unclear: [
		{
			output: OUTPUT.unclear,
			json: {
				instruction: text.slice(0, 2000),
				locale,
				questions: questions.map((question) => ({ ...question })),
				...(problem !== null && { model_problem: problem }),
			},
		},
	],
});
