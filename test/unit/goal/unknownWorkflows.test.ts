import { readInstruction } from '../../../core/goal/readInstruction';
import { unknownWorkflows } from '../../../core/goal/unknownWorkflows';
import { sandboxCatalog } from '../../../sandbox/catalog';

const CATALOG = sandboxCatalog(() => '1');

const asked = (text: string): string[] => {
	const parsed = readInstruction(text, {
		now: '2026-11-23T01:00:00.000Z',
		timeZone: 'Asia/Tokyo',
		language: 'auto',
		defaultCurrency: 'JPY',
		workflows: CATALOG.map(({ workflowKey, name }) => ({ key: workflowKey, name })),
	});
	return unknownWorkflows(parsed, CATALOG).map(({ text: question }) => question);
};

test.each([
	['Earn 2 million JPY in one week using only the TikTok workflow', 'TikTok: No workflow of this name'],
	['1週間で200万作りたい、Xは使わない', 'X: この名前のワークフローは一覧'],
	['「TikTok運用」だけで1週間で200万作りたい', 'TikTok運用: この名前のワークフローは一覧'],
	['1週間で200万作りたい、「TikTok運用」は使わないで', 'TikTok運用: この名前のワークフローは一覧'],
	['『TikTok運用』を使って1週間で200万', 'TikTok運用: この名前のワークフローは一覧'],
	['Earn 2 million JPY in one week with the workflow "TikTok Boost"', 'TikTok Boost: No workflow of this name'],
	['Earn 2 million JPY in one week, only use “TikTok Boost”', 'TikTok Boost: No workflow of this name'],
])('%s: asks which workflow is meant', (text, question) => {
	expect(asked(text)).toEqual([expect.stringContaining(question)]);
});

test.each([
	'1週間で200万作りたい、ワークフロー回してくれ',
	'1週間で200万作りたい、Trial Onboardingだけ使って',
	'Earn 2 million JPY in one week without Affiliate Cold Outreach',
	'1週間で200万作りたい、予算30万以内',
	'「Trial Onboarding」だけで1週間で200万作りたい',
	'Earn 2 million JPY in one week using only "Affiliate Cold Outreach"',
	'「春の大型案件」の売上を1週間で200万にしたい',
	'「1週間で200万作りたい」を実行して',
])('%s: needs no such question', (text) => {
	expect(asked(text)).toEqual([]);
});

test('offers the names there are', () => {
	const constraint = { type: 'exclude', name: 'X', workflowKey: null, span: { start: 0, end: 1 } } as const;
	const [question] = unknownWorkflows({ constraints: [constraint], workflows: [], locale: 'ja' }, CATALOG);
	expect(question).toMatchObject({
		code: 'workflow_unknown',
		readings: ['Trial Onboarding', 'Affiliate Cold Outreach', 'X Briefing Share'],
	});
});
