import english from './instructions.en.json';
import japanese from './instructions.ja.json';
import { brief, goalOrQuestions } from './support';

/** Instructions as owners write them, each with the whole goal it means, or with what has to be asked first. */
interface Case {
	readonly text: string;
	readonly goal?: object;
	readonly questions?: readonly string[];
}

const tables: readonly (readonly [string, readonly Case[]])[] = [
	['Japanese', japanese],
	['English', english],
];

describe.each(tables)('%s instructions', (_, cases) => {
	test('are at least 150 different ones', () => {
		expect(new Set(cases.map(({ text }) => text)).size).toBeGreaterThanOrEqual(150);
	});

	test.each(cases.map((each) => [each.text, each] as const))('%s', (text, { goal, questions }) => {
		const result = goalOrQuestions(text);
		if (goal) expect(Array.isArray(result) ? result : brief(result)).toEqual(goal);
		else expect(Array.isArray(result) ? result : brief(result)).toEqual(questions);
	});
});
