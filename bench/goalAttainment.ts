/**
 * How well the loop reaches goals: the real core on virtual days against simulated businesses whose truth its catalog does not know,
 * beside policies that are simpler and an oracle that knows the truth. No n8n. bench/README.md tells of the scenarios and their format.
 *
 * npm run bench:goal-attainment -- [--scenario FILE]… [--random COUNT] [--seeds 20] [--json]
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureScenario, type ScenarioResult } from './goalAttainment/measure';
import { randomScenario } from './goalAttainment/randomScenario';
import { readScenario, type Scenario } from './goalAttainment/scenario';
import { runBenchmark, type Measurement } from './run';

const SHIPPED = join(__dirname, 'scenarios');

void runBenchmark(() => {
	const { values } = parseArgs({
		options: {
			scenario: { type: 'string', multiple: true },
			random: { type: 'string', default: '0' },
			seeds: { type: 'string', default: '20' },
			json: { type: 'boolean' },
		},
	});
	const seeds = wholeNumber('seeds', values.seeds, 1);
	const random = wholeNumber('random', values.random, 0);
	const given = values.scenario?.map(readScenario) ?? (random === 0 ? shipped() : []);
	const scenarios = [...given, ...Array.from({ length: random }, (_, index) => randomScenario(index + 1))];
	const results = scenarios.map((scenario) => {
		const start = performance.now();
		const result = measureScenario(scenario, seeds);
		print(result, (performance.now() - start) / 1000);
		return result;
	});
	return measurement(results, seeds);
});

function shipped(): Scenario[] {
	const files = readdirSync(SHIPPED).filter((file) => file.endsWith('.json'));
	return files.map((file) => readScenario(join(SHIPPED, file)));
}

function wholeNumber(name: string, text: string, least: number): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < least) throw new Error(`--${name} must be a whole number of at least ${least}`);
	return value;
}

function print(result: ScenarioResult, seconds: number): void {
	const line = (name: string, { attainment, spend }: { attainment: number; spend: number }): string =>
		`  ${name.padEnd(16)} attained ${attainment.toFixed(3)}  spent ${Math.round(spend)}`;
	console.log(`${result.name} (${seconds.toFixed(1)} s)`);
	console.log(line('core', result.core));
	for (const [name, outcome] of Object.entries(result.baselines)) console.log(line(name, outcome));
	const words = [
		`of the oracle ${result.ofOracle.toFixed(3)}${result.ofOracle < 0.9 ? ' LOW' : ''}`,
		result.isBest ? 'best' : 'NOT BEST',
		`lead ${result.lead.mean.toFixed(3)} ± ${result.lead.error.toFixed(3)}`,
		`interval covers ${((100 * result.covered) / Math.max(result.stated, 1)).toFixed(1)} %`,
		`questions ${result.medianQuestions}`,
		`adjustments ${result.medianAdjustments}`,
		`over budget ${result.overspent}`,
	];
	console.log(`  ${words.join(', ')}`);
}

function measurement(results: readonly ScenarioResult[], seeds: number): Measurement {
	const figures: Record<string, number> = {};
	const baselines: Record<string, number> = {};
	for (const { name, core, ofOracle, isBest, lead, overspent, medianQuestions, stated, covered, baselines: others } of results) {
		figures[`${name}/attainment_share`] = core.attainment;
		figures[`${name}/spend`] = core.spend;
		figures[`${name}/of_oracle_share`] = ofOracle;
		figures[`${name}/above_baselines_bool`] = Number(isBest);
		figures[`${name}/lead_share`] = lead.mean;
		figures[`${name}/lead_error_share`] = lead.error;
		figures[`${name}/over_budget_count`] = overspent;
		figures[`${name}/questions_median_count`] = medianQuestions;
		figures[`${name}/interval_coverage_share`] = covered / Math.max(stated, 1);
		for (const [policy, outcome] of Object.entries(others)) {
			baselines[`${name}/${policy}_attainment_share`] = outcome.attainment;
			baselines[`${name}/${policy}_spend`] = outcome.spend;
		}
	}
	const sum = (of: (result: ScenarioResult) => number): number => results.reduce((total, result) => total + of(result), 0);
	const reviews = results.flatMap(({ reviewMs }) => reviewMs).toSorted((one, other) => one - other);
	figures['seeds_count'] = seeds;
	figures['scenarios_count'] = results.length;
	figures['of_oracle_share'] = sum(({ ofOracle }) => ofOracle) / results.length;
	figures['least_of_oracle_share'] = Math.min(...results.map(({ ofOracle }) => ofOracle));
	figures['above_baselines_share'] = sum(({ isBest }) => Number(isBest)) / results.length;
	figures['over_budget_count'] = sum(({ overspent }) => overspent);
	figures['questions_median_most_count'] = Math.max(...results.map(({ medianQuestions }) => medianQuestions));
	figures['interval_coverage_share'] =
		sum(({ covered }) => covered) /
		Math.max(
			sum(({ stated }) => stated),
			1,
		);
	figures['review_median_ms'] = reviews[Math.floor(reviews.length / 2)] ?? NaN;
	figures['review_p95_ms'] = reviews[Math.floor(reviews.length * 0.95)] ?? NaN;
	const ours = sum(({ core }) => core.attainment);
	return {
		name: 'goal-attainment',
		figures,
		baselines,
		ratio: ours / sum(({ baselines: { oracle } }) => oracle?.attainment ?? 0),
	};
}
