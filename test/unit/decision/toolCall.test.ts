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
	it.each(['telegram:1', "={{ $('Settings').first().json.approvers }}", '={{ $now }}', '={{ $execution.id }}', ''])(
		'may be %s',
		(expression) => {
			expect(() => requireFixedRules(new Map([['Approvers', expression]]))).not.toThrow();
		},
	);

	it.each([
		"={{ $fromAI('who') }}",
		'={{ $json.approver }}',
		'={{ $input.first().json.x }}',
		'={{ $tool.parameters.x }}',
		'={{ $fromai("x") }}',
	])('may not be %s', (expression) => {
		expect(() => requireFixedRules(new Map([['Approvers', expression]]))).toThrow(/"Approvers".*its own reviewer/);
	});
});
