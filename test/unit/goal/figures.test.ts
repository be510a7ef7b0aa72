import { createGoal } from '../../../core/goal/createGoal';
import type { Figures } from '../../../core/monitor/figuresOf';
import { read, STATE, ZONE } from './support';

const UNKNOWN = { ...STATE, customers: null, trialConversion: null };

function goalOrCodes(text: string, figures: Figures, state = UNKNOWN): object | readonly string[] {
	const draft = createGoal(read(text), { state, timeZone: ZONE, currency: 'JPY', exchangeRates: {}, figures });
	if (!draft.ok) return draft.error.map(({ code }) => code);
	return { target: draft.value.targetValue, baseline: draft.value.baselineValue };
}

const at = (present: number | null): Figures => ({ present, isRecorded: true });
const UNRECORDED: Figures = { present: null, isRecorded: false };

test.each([
	['今月利益を50万円出したい', UNRECORDED, ['metric_unrecorded']],
	['Make 1 million yen in profit within ten days', UNRECORDED, ['metric_unrecorded']],
	['30日でフォロワー5000人達成', UNRECORDED, ['metric_unrecorded']],
	['今月の解約率を5%以下にしたい', at(null), ['level_unknown']],
	['Get the conversion rate to 20% this month', at(null), ['level_unknown']],
	['1ヶ月で会員を100人増やしたい', at(null), ['level_unknown']],
	['1ヶ月で会員を100人増やしたい', at(500), { target: 600, baseline: 500 }],
	['今月中に会員数を600人にしたい', at(500), { target: 600, baseline: 500 }],
	['Reach 500 members this month', at(500), ['level_or_gain']],
	['今月中に会員を100人獲得したい', at(500), ['level_or_gain']],
	['2週間でフォロワーを1000人増やしたい', at(4000), { target: 5000, baseline: 4000 }],
	['今月の解約率を5%以下にしたい', at(0.07), { target: 0.05, baseline: 0.07 }],
	['1週間で200万作りたい', at(null), { target: 2_000_000, baseline: null }],
] as const)('%s', (text, figures, expected) => {
	expect(goalOrCodes(text, figures)).toEqual(expected);
});

test('the state of the business goes before what is on record', () => {
	const state = { ...UNKNOWN, members: 480, churnRate: 0.08 };
	expect(goalOrCodes('1ヶ月で会員を100人増やしたい', at(500), state)).toEqual({ target: 580, baseline: 480 });
	expect(goalOrCodes('今月の解約率を5%以下にしたい', at(0.07), state)).toEqual({ target: 0.05, baseline: 0.08 });
});
