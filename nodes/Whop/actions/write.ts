import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { AutopilotError } from '../../../core/errors';
import type { WhopWrite } from '../../../clients/whop';
import { sha256 } from '../../shared/signing';
import { nodeFields } from '../parameters';

/** Lets a workflow say that two executions mean the same write. */
const keyField: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.run_id }}',
	description: 'The same key marks the same intent. Leave empty for one of this execution, node and item.',
};

/** Fields of every write. */
export const writeFields: readonly INodeProperties[] = [keyField];

/**
 * Fields of a write that costs or takes away something: it is shown only, until the user turns the dry run off and confirms.
 * @param consequence what confirming means, e.g. `pay money back`.
 */
export const gatedWriteFields = (consequence: string): readonly INodeProperties[] => [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		description: 'Whether to only put out what would be sent to Whop, without sending it',
	},
	{
		displayName: 'Confirm',
		name: 'confirm',
		type: 'boolean',
		default: false,
		description: `Whether this node may really ${consequence}`,
		displayOptions: { show: { dryRun: [false] } },
	},
	{
		displayName: `With "Dry Run" off and "Confirm" on, every item that comes in will ${consequence}. With a production key that is real.`,
		name: 'consequenceNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { dryRun: [false] } },
	},
	keyField,
];

/**
 * The key of a write: the user's, or one that stays the same when n8n tries the node again within the execution, and differs for
 * every other item, run and content.
 */
function idempotencyKey(context: IExecuteFunctions, itemIndex: number, content: string): string {
	const own = nodeFields(context, itemIndex).text('idempotencyKey');
	if (own !== undefined) return own;
	const run = String(context.getWorkflowDataProxy(itemIndex).$runIndex);
	return sha256([context.getExecutionId(), context.getNode().id, run, String(itemIndex), content].join('/'));
}

/** Makes the write for an item, with its key. */
export function keyed(context: IExecuteFunctions, itemIndex: number, make: (key: string) => WhopWrite): WhopWrite {
	const { method, path, body } = make('draft');
	return make(idempotencyKey(context, itemIndex, `${method} ${path} ${JSON.stringify(body ?? {})}`));
}

/**
 * Carries a gated write out, or shows it.
 * @throws AutopilotError PARAMETER_INVALID when neither a dry run nor a confirmation was asked for, or where n8n would repeat what counts twice
 */
export async function behindGate(
	context: IExecuteFunctions,
	itemIndex: number,
	write: WhopWrite,
	perform: () => Promise<object>,
): Promise<readonly object[]> {
	const { flag } = nodeFields(context, itemIndex);
	// Anything but a clear "no" is a dry run: an expression that fails must not spend money.
	if (flag('dryRun') !== false) {
		const { method, path, body, idempotencyKey: key } = write;
		return [{ dryRun: true, method, path, body: body ?? {}, idempotencyKey: key }];
	}
	if (flag('confirm') !== true) {
		throw new AutopilotError('PARAMETER_INVALID', `Nothing was sent: turn "Confirm" on to ${write.method} ${write.path}`);
	}
	refuseRetries(context, write);
	return [{ dryRun: false, ...(await perform()) }];
}

/**
 * Whop documents no idempotency key for these: what was charged, refunded, given or promised and whose answer got lost would be so again
 * by n8n's own retries.
 */
function refuseRetries(context: IExecuteFunctions, { method, path, repeatable = false }: WhopWrite): void {
	if (repeatable || context.getNode().retryOnFail !== true) return;
	throw new AutopilotError(
		'PARAMETER_INVALID',
		`Nothing was sent: turn "Retry On Fail" off in the settings of this node. A lost answer to ${method} ${path} does not mean that nothing was done; look at Whop before trying again`,
	);
}

/** Refuses an update that changes nothing. @throws AutopilotError PARAMETER_INVALID */
export function requireChanges<T extends object>(changes: T): T {
	if (Object.values(changes).some((value) => value !== undefined)) return changes;
	throw new AutopilotError('PARAMETER_INVALID', '"Changes" is empty: add what is to be changed');
}
