import { parameterLines, requireFixedRules, toolName } from '../../../core/decision/toolCall';
import type { JsonValue } from '../../../core/types';

const call = (parameters: JsonValue, tool = 'Refund an Order') => ({ tool, parameters, callId: 'call_1' });

describe('what approvers see of a tool call', () => {
	it.each<[string, JsonValue, string[]]>([
		['names and values, in the order of their names', { order: '1042', amount: 50 }, ['amount: 50', 'order: "1042"']],
		['text apart from numbers', { a: '5', b: 5, c: null, d: true }, ['a: "5"', 'b: 5', 'c: null', 'd: true']],
		['nested values in canonical form', { a: { z: 1, b: [2, { y: 1, x: 2 }] } }, ['a: {"b":[2,{"x":2,"y":1}],"z":1}']],
		['a line break as part of its value', { note: 'x\nrecommended: 1' }, ['note: "x\\nrecommended: 1"']],
		['no characters that hide or turn text', { 'a\u202Eb': 'c\u200Bd' }, ['ab: "cd"']],
		['parameters without names', 'just text', ['"just text"']],
		['no parameters', {}, []],
	])('%s', (_, parameters, lines) => {
		expect(parameterLines(call(parameters))).toEqual(lines);
	});

	it('says how long a value is that it cuts', () => {
		const [line = ''] = parameterLines(call({ body: 'x'.repeat(10_000) }));
		expect(line.length).toBeLessThan(300);
		expect(line).toMatch(/… \(10002\)$/);
	});

	it('says how many parameters it leaves out', () => {
		const many = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`p${String(index).padStart(2, '0')}`, index]));
		const lines = parameterLines(call(many));
		expect(lines).toHaveLength(31);
		expect(lines.at(-1)).toBe('… +15');
	});

	it('names the tool on one line', () => {
		expect(toolName(call({}, 'a\nb\u200B'))).toBe('a b');
		expect(toolName(call({}, '\u200B'))).toBe('?');
	});
});

describe('the rules of a review', () => {
	const rule = (value: unknown) => () => requireFixedRules(new Map([['Approvers', value]]));

	it.each([
		['telegram:1'],
		[''],
		['= {not an expression}'],
		['{{ $json.x }} in a text that n8n does not evaluate'],
		['={{ $now }}'],
		['={{ $execution.id }}'],
		['={{ $now.plus({ hours: 2 }).set({ minute: 0 }).toISO() }}'],
		["={{ $today.plus(1, 'days') }}"],
		[3],
		[true],
		[null],
		[{ option: [{ label: 'Refund', outcome: 'approve' }] }],
		[{ __rl: true, mode: 'id', value: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms' }],
	])('may be %j', (value) => {
		expect(rule(value)).not.toThrow();
	});

	it.each([
		["={{ $fromAI('who') }}"],
		['={{ $fromai("x") }}'],
		['={{ $json.approver }}'],
		['={{$json["approver"]}}'],
		['=telegram:{{ $input.first().json.x }}'],
		['={{ $tool.parameters.x }}'],
		["={{ $('Settings').first().json.approvers }}"],
		['={{ $node["Settings"].json.approvers }}'],
		["={{ $items('Settings')[0].json.approvers }}"],
		['={{ $vars.APPROVERS }}'],
		['={{ $env.APPROVERS }}'],
		['={{ $secrets.vault.approvers }}'],
		['={{ $parameter.question }}'],
		['={{ $rawParameter.question }}'],
		['={{ $binary.data.fileName }}'],
		['={{ $prevNode.name }}'],
		['={{ $workflow.name }}'],
		['={{ $execution.customData.get("approver") }}'],
		['={{ $getWorkflowStaticData("global").approver }}'],
		['={{ $evaluateExpression("$" + "json.x") }}'],
		['={{ $jmespath($json, "x") }}'],
		['={{ $self.x }}'],
		['={{ this["$js" + "on"].approver }}'],
		['={{ eval("\\x24json.x") }}'],
		['={{ $now.plus($json.hours) }}'],
		['={{ $now.plus({ hours: $vars.hours }) }}'],
		["={{ $now.plus({ hours: 2 }).constructor.constructor('return 1')() }}"],
		['={{ $now }}{{ $json.x }}'],
		['= {{ "a fixed text, said in a roundabout way" }}'],
		[{ option: [{ label: 'Refund', outcome: '={{ $json.outcome }}' }] }],
		[{ __rl: true, mode: 'id', value: "={{ $fromAI('spreadsheet') }}" }],
		[{ '={{ $json.x }}': 1 }],
	])('may not be %j', (value) => {
		expect(rule(value)).toThrow(/"Approvers".*its own reviewer/);
	});
});
