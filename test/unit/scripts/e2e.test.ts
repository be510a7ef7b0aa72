import { readArguments } from '../../../scripts/e2e';

describe('the arguments of the e2e suite', () => {
	it.each([
		[[], null, []],
		[['--json', 'test/e2e/week'], null, ['--json', 'test/e2e/week']],
		[['--ledger', 'sheets'], 'sheets', []],
		[['--json', '--ledger=dataTables', '-t', 'restart'], 'dataTables', ['--json', '-t', 'restart']],
		[['--ledger', 'sheets', '--', 'test/e2e/week'], 'sheets', ['--', 'test/e2e/week']],
	])('%j', (args, ledger, rest) => {
		expect(readArguments(args)).toEqual({ ledger, rest });
	});

	it.each([[['--ledger']], [['--ledger', 'paper']], [['--ledger=']]])('are refused without a ledger there is: %j', (args) => {
		expect(() => readArguments(args)).toThrow('--ledger is dataTables or sheets');
	});
});
