import fc from 'fast-check';
import { z } from 'zod';
import {
	boolean,
	type Cell,
	type Column,
	instant,
	instantOrNull,
	json,
	jsonOrNull,
	MAX_CELL_LENGTH,
	number,
	numberOrNull,
	oneOf,
	requiredText,
	text,
	textOrNull,
	words,
} from '../../../ledger/columns';
import { params } from '../../../ledger/json';

const colour = oneOf({ red: true, blue: true });
const list = words(z.string());
const pair = json(z.object({ a: z.number() }));

describe('columns', () => {
	it.each<[string, Column<unknown>, Cell, unknown]>([
		['text', text as Column<unknown>, null, ''],
		['a number typed into text', text as Column<unknown>, 123, '123'],
		['a tick in text', text as Column<unknown>, true, 'true'],
		['text or null', textOrNull as Column<unknown>, '', null],
		['number', number as Column<unknown>, 0, 0],
		['a number as text', number as Column<unknown>, ' 12.5 ', 12.5],
		['number or null', numberOrNull as Column<unknown>, '', null],
		['zero is not empty', numberOrNull as Column<unknown>, 0, 0],
		['tick', boolean as Column<unknown>, false, false],
		['tick as a spreadsheet writes it', boolean as Column<unknown>, 'TRUE', true],
		['instant', instant as Column<unknown>, '2026-11-20T03:00:00.000Z', '2026-11-20T03:00:00.000Z'],
		['instant with an offset', instant as Column<unknown>, '2026-11-20T12:00:00+09:00', '2026-11-20T03:00:00.000Z'],
		['instant or null', instantOrNull as Column<unknown>, null, null],
		['word', colour as Column<unknown>, 'red', 'red'],
		['list as JSON', list as Column<unknown>, '["a, b","c"]', ['a, b', 'c']],
		['list with commas', list as Column<unknown>, ' a, b,,c ', ['a', 'b', 'c']],
		['empty list', list as Column<unknown>, null, []],
		['JSON', pair as Column<unknown>, '{"a":1,"more":2}', { a: 1 }],
		['JSON or null', jsonOrNull(z.number()) as Column<unknown>, '', null],
	])('reads %s', (_what, column, cell, value) => {
		expect(column.decode(cell)).toEqual(value);
	});

	it.each<[string, Column<unknown>, Cell, RegExp]>([
		['no key', requiredText as Column<unknown>, '', /must not be empty/],
		['no number', number as Column<unknown>, null, /must be a number, not null/],
		['a word for a number', number as Column<unknown>, '1,000', /must be a number, not "1,000"/],
		['a tick for a number', number as Column<unknown>, true, /must be a number/],
		['blanks for a number', number as Column<unknown>, '  ', /must be a number/],
		['a number for a tick', boolean as Column<unknown>, 1, /true or false, not 1/],
		['an unknown word', colour as Column<unknown>, 'green', /one of red, blue, not "green"/],
		['an inherited name', colour as Column<unknown>, 'toString', /one of/],
		['a date without zone', instant as Column<unknown>, '2026-11-20 12:00', /ISO 8601/],
		['a date that is none', instant as Column<unknown>, '2026-13-40T00:00:00Z', /ISO 8601/],
		['a serial number', instant as Column<unknown>, 46346.5, /ISO 8601/],
		['half of JSON', pair as Column<unknown>, '{"a":', /must be JSON/],
		['other JSON', pair as Column<unknown>, '{"a":"x"}', /does not fit: a .*number/],
		['no JSON', pair as Column<unknown>, null, /must be JSON, not null/],
		['a long text', colour as Column<unknown>, 'x'.repeat(200), /not "x{39}…$/],
	])('refuses %s and says what it must be', (_what, column, cell, message) => {
		expect(() => column.decode(cell)).toThrow(message);
	});

	it('refuses to write what it could not read back', () => {
		expect(() => number.encode(Number.NaN)).toThrow(/finite/);
		expect(() => number.encode(Number.POSITIVE_INFINITY)).toThrow(/finite/);
		expect(() => instant.encode('yesterday')).toThrow(/ISO 8601/);
		expect(() => requiredText.encode('x'.repeat(MAX_CELL_LENGTH + 1))).toThrow(/50000 characters.*at most 49999/);
		expect(text.encode('x'.repeat(MAX_CELL_LENGTH + 1))).toMatch(/^x+… \[cut: 50000 characters\]$/);
		expect(() => list.encode(['x'.repeat(MAX_CELL_LENGTH)])).toThrow(/at most 49999/);
		expect(() => pair.encode({ a: Number.NaN })).toThrow(/does not fit/);
	});

	it('refuses names that reach into prototypes', () => {
		const column = json(params);
		expect(() => column.decode('{"constructor":{}}')).toThrow(/constructor/);
		expect(() => column.decode('{"a":{"prototype":1}}')).toThrow(/does not fit/);
		const decoded = column.decode('{"__proto__":{"polluted":1},"a":1}');
		expect(Object.keys(decoded)).toEqual(['a']);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});

	it('writes any text, number and JSON so that it reads back as it was', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => text.decode(text.encode(value)) === value));
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
				Object.is(number.decode(number.encode(value)), value),
			),
		);
		fc.assert(
			fc.property(fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2100-01-01') }), (date) => {
				expect(instant.decode(instant.encode(date.toISOString()))).toBe(date.toISOString());
			}),
		);
		const column = json(z.json());
		fc.assert(
			fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
				fc.pre(!JSON.stringify(value).includes('__proto__'));
				expect(column.decode(column.encode(value as z.infer<ReturnType<typeof z.json>>))).toEqual(
					JSON.parse(JSON.stringify(value)),
				);
			}),
		);
	});
});
