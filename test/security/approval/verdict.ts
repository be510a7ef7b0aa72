import { ask, type Question, type Way } from './contestants';
import type { Lab } from './lab';
import type { Asked } from './workflows';

/** What came of one row in one way of asking. */
export interface Finding {
	readonly verdict: 'holds' | 'fails' | 'n/a';
	/** What was seen, in a few words. */
	readonly seen: string;
}

export const holds = (seen: string): Finding => ({ verdict: 'holds', seen });
export const fails = (seen: string): Finding => ({ verdict: 'fails', seen });
export const notApplicable = (seen: string): Finding => ({ verdict: 'n/a', seen });

/** One row: what is done to a question, and what each way of asking made of it. */
export interface Row {
	readonly id: string;
	readonly title: string;
	/** What has to be true for a row to hold. The same for all. */
	readonly holdsWhen: string;
	/** Whether the ways must be tried one after the other, because what goes wrong goes wrong for all of them. */
	readonly oneByOne?: boolean;
	/** Whether n8n's own nodes may come out of it well or badly by chance: then they are measured, and not held to it. */
	readonly race?: boolean;
	readonly run: (lab: Lab, way: Way) => Promise<Finding>;
}

/**
 * Asks, lets something be done to the question that must not approve it, and then lets the approver refuse: the workflow must have
 * gone on once, as refused.
 */
export async function mustNotApprove(
	lab: Lab,
	way: Way,
	act: (question: Question) => Promise<unknown>,
	given: Partial<Asked> = {},
): Promise<Finding> {
	const question = await ask(lab, way, given);
	await act(question);
	await question.answer('refuse');
	const went = await wentInTheEnd(lab, question);
	return went === 'rejected' ? holds('decided nothing') : fails(`went on as ${went}`);
}

/** Asks and lets something be done after which the workflow must have gone on once, as approved. */
export async function mustApproveOnce(
	lab: Lab,
	way: Way,
	act: (question: Question) => Promise<unknown>,
	given: Partial<Asked> = {},
): Promise<Finding> {
	const question = await ask(lab, way, given);
	await act(question);
	const went = await wentInTheEnd(lab, question);
	return went === 'approved' ? holds('went on once') : fails(`went on as ${went}`);
}

/** Every way a question went on once its execution has ended: `approved`, or `approved, then approved`. */
export async function wentInTheEnd(lab: Lab, { key, executionId }: Pick<Question, 'key' | 'executionId'>): Promise<string> {
	await lab.witness.went(key);
	await lab.untilEnded(executionId);
	return lab.witness.of(key).join(', then ');
}
