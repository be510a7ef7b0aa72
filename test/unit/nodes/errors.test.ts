import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { AutopilotError } from '../../../core/errors';
import { errorJson, toNodeError } from '../../../nodes/shared/errors';

const node: INode = { id: '1', name: 'Node', type: 't', typeVersion: 1, position: [0, 0], parameters: {} };

test('errors of services keep their own message, name the item and say what to do', () => {
	const error = new AutopilotError('API_UNREACHABLE', 'Whop could not be reached (GET /payments): ECONNREFUSED');
	const shown = toNodeError(node, error, 3);
	expect(shown).toBeInstanceOf(NodeApiError);
	expect(shown.message).toBe(error.message);
	expect(shown.description).toBe(`${error.remedy} (API_UNREACHABLE)`);
	expect(shown.context['itemIndex']).toBe(3);
});

test.each(['LEDGER_DENIED', 'SHEET_NOT_SHARED', 'SHEETS_API_DISABLED', 'CHANNEL_FAILED'] as const)(
	'%s is what a service did',
	(code) => {
		expect(toNodeError(node, new AutopilotError(code, 'no'), 0)).toBeInstanceOf(NodeApiError);
	},
);

test('errors of ours are operation errors', () => {
	const shown = toNodeError(node, new AutopilotError('GOAL_NOT_FOUND', 'There is no goal "g_1" in the ledger'), 0);
	expect(shown).toBeInstanceOf(NodeOperationError);
	expect(shown.message).toContain('g_1');
});

test('n8n’s own errors are passed on, anything else is called a fault of the node', () => {
	const own = new NodeOperationError(node, 'x');
	expect(toNodeError(node, own, 0)).toBe(own);
	expect(toNodeError(node, new TypeError('undefined is not a function'), 0).description).toContain('fault of the node');
});

test('with Continue On Fail an item tells code, remedy and whether trying again may help', () => {
	expect(errorJson(new AutopilotError('LEDGER_UNREACHABLE', 'gone'))).toMatchObject({
		error: 'gone',
		details: { code: 'LEDGER_UNREACHABLE', retryable: true },
	});
	expect(errorJson(new Error('odd'))).toMatchObject({ details: { code: 'UNKNOWN', retryable: false } });
	// With any other field n8n takes the item for a success and sends it the wrong way.
	expect(Object.keys(errorJson(new Error('odd'))).sort()).toEqual(['details', 'error']);
});
