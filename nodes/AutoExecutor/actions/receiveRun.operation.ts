import { type IDataObject, jsonParse } from 'n8n-workflow';
import { AutopilotError } from '../../../core/errors';
import type { Operation } from '../../shared/operation';
import { usableSecret } from '../../shared/signing';
import { verifySigned } from '../../shared/standardWebhook';
import { OUTPUT } from '../goals';

/** Checks who calls a webhook that starts a step, and hands the step's input on. Nothing of an unsigned call gets past it. */
export const receiveRun: Operation = {
	fields: [
		{
			displayName: 'Put Output File in Field',
			name: 'rawBodyField',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the binary field with the raw body of the call. Switch "Raw Body" on in the Webhook node.',
			displayOptions: { show: { operation: ['receiveRun'] } },
		},
	],
	async execute(context, itemIndex) {
		const secret = usableSecret((await context.getCredentials('autopilotApi', itemIndex)).signingSecret);
		const field = String(context.getNodeParameter('rawBodyField', itemIndex, 'data'));
		const body = (await context.helpers.getBinaryDataBuffer(itemIndex, field)).toString('utf8');
		const headers = Object.entries(context.getInputData()[itemIndex]?.json['headers'] ?? {});
		verifySigned(secret, Object.fromEntries(headers.map(([name, value]) => [name, String(value)])), body);
		return [{ output: OUTPUT.result, json: inputOf(body) }];
	},
};

function inputOf(body: string): IDataObject {
	const input = jsonParse<IDataObject | null>(body, { fallbackValue: null });
	if (typeof input?.['run_id'] === 'string') return input;
	throw new AutopilotError('PARAMETER_INVALID', 'The body of the call names no run_id', { field: 'run_id' });
}
