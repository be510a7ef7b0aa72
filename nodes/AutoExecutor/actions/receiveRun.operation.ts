import { type IDataObject, type IExecuteFunctions, jsonParse } from 'n8n-workflow';
import { AutopilotError, isAutopilotError } from '../../../core/errors';
import type { Instant } from '../../../core/types';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { usableSecret } from '../../shared/signing';
import { verifySigned } from '../../shared/standardWebhook';
import { OUTPUT } from '../outputs';

/** Checks who calls a webhook that starts a step, and hands the step's input on. Nothing of an unsigned or repeated call gets past it. */
export const receiveRun: Operation = {
	fields: [
		{
			displayName: 'Input Binary Field',
			name: 'rawBodyField',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input binary field with the raw body of the call. Turn on "Raw Body" in the Webhook node.',
			displayOptions: { show: { operation: ['receiveRun'] } },
		},
	],
	async execute(context, itemIndex) {
		const secret = usableSecret((await context.getCredentials('autopilotApi', itemIndex)).signingSecret);
		const field = String(context.getNodeParameter('rawBodyField', itemIndex, 'data'));
		const body = (await context.helpers.getBinaryDataBuffer(itemIndex, field)).toString('utf8');
		const headers = Object.entries(context.getInputData()[itemIndex]?.json['headers'] ?? {});
		verifySigned(secret, Object.fromEntries(headers.map(([name, value]) => [name, String(value)])), body);
		const call = callOf(body);
		await takeOver(context, itemIndex, call).catch((error: unknown) => {
			throw refusalOf(call, error);
		});
		return [{ output: OUTPUT.result, json: call.input }];
	},
};

interface StepCall {
	readonly input: IDataObject;
	readonly runId: string;
	readonly attempt: number;
	/** The execution that called. */
	readonly caller: string;
	/** The caller's present, which may be a replayed one. */
	readonly now: Instant;
}

function callOf(body: string): StepCall {
	const input = jsonParse<IDataObject | null>(body, { fallbackValue: null }) ?? {};
	const { run_id: runId, attempt, execution_id: caller, now } = input;
	if (typeof runId === 'string' && typeof attempt === 'number' && typeof caller === 'string' && typeof now === 'string')
		return { input, runId, attempt, caller, now };
	throw new AutopilotError('PARAMETER_INVALID', 'The body of the call names no run_id, attempt, execution_id or now');
}

/**
 * Why a call is refused. Who called must be able to tell a refusal, after which this execution does nothing, from the answer of a gateway
 * that has lost sight of it. Of one that was received before nobody can say that it does not begin.
 */
function refusalOf({ runId }: StepCall, error: unknown): unknown {
	if (!isAutopilotError(error) || error.code === 'CALL_REPEATED') return error;
	return new AutopilotError(error.code, error.message, { ...error.details, refusedRun: runId }, { cause: error });
}

/**
 * The run passes from the execution that called to this one: a compare-and-set, so that of a call and its repetitions one goes on.
 * @throws AutopilotError CALL_REPEATED
 */
async function takeOver(context: IExecuteFunctions, itemIndex: number, { runId, attempt, caller, now }: StepCall): Promise<void> {
	const { ledger } = await openLedger(context, itemIndex);
	const expected = { status: 'running', attempts: attempt, executionId: caller } as const;
	const taken = { executionId: context.getExecutionId(), receivedAt: now };
	if (await ledger.transition('run_log', runId, expected, taken)) return;
	throw new AutopilotError('CALL_REPEATED', `The run "${runId}" was received before, or nobody waits for it any more`);
}
