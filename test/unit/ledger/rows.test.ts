import { decodeRow, encodeRow, encodeWhere, firstOfEachKey, type Row } from '../../../ledger/rows';
import { columnName, columnsOf, keyColumn, TABLE_NAMES } from '../../../ledger/schema';
import { chunk } from '../../../ledger/chunk';
import { sampleGoal, sampleRun } from '../../contract/sampleRows';

/** The design's list of tables and columns, typed out a second time on purpose: the schema derives its names. */
const DESIGN: Readonly<Record<string, string>> = {
	goals_tracker:
		'goal_id status instruction locale metric target_value currency baseline_value period_start period_end time_zone budget_limit limits spent progress_value achievement_rate expected_to_date pace_ratio forecast_value forecast_low forecast_high probability forecast_finish_at plan_version plan requested_by created_at updated_at closed_at close_reason reviewed_at',
	decision_log:
		'decision_id goal_id kind status question evidence options recommended risk urgency channels approvers channel_order quorum requested_by input expiry_option asked_at next_reminder_at escalation_level held_until announced_at deadline answered_at answered_by answer answer_value answer_unit reason applied_at payload_digest execution_id resume_urls note',
	answer_log: 'answer_id decision_id received_at channel approver answer answer_value reason result note',
	performance_metrics: 'metric_id observed_at goal_id source metric value unit labels',
	workflow_catalog:
		'workflow_key workflow_id name purpose unit capacity_per_day cost_per_action conversion_mean conversion_strength value_per_conversion lag_days depends_on parallel params flags enabled first_used_at webhook_url',
	run_log:
		'run_id goal_id plan_version workflow_key params scheduled_for started_at finished_at status attempts error actions conversions revenue cost execution_id workflow_id received_at next_attempt_at reserved uncertain',
	// Beyond the design: what was changed in a plan, why, and what it brought.
	adjustment_log:
		'adjustment_id goal_id workflow_key day adjusted_at plan_version before after reason authority propensity expected_effect measured_effect measurement measured_at',
	report_log: 'report_id goal_id kind recipient locale title lines created_at attempts last_tried_at sent_at error',
	settings: 'key value note',
	workflow_health: 'workflow_key state samples openings opened_at next_probe_at last_error updated_at',
	run_admission: 'lane sequence admitted_at execution_id',
	archive: 'archive_id table_name goal_id archived_at cells',
};

describe('rows', () => {
	it('has the tables and columns everybody agreed on, in their order', () => {
		expect(
			Object.fromEntries(
				TABLE_NAMES.map((table) => [
					table,
					columnsOf(table)
						.map(({ name }) => name)
						.join(' '),
				]),
			),
		).toEqual(DESIGN);
		for (const table of TABLE_NAMES) expect(keyColumn(table)).toBe(DESIGN[table]?.split(' ')[0]);
	});

	it('names columns in snake_case', () => {
		expect(columnName('forecastFinishAt')).toBe('forecast_finish_at');
		expect(columnName('key')).toBe('key');
	});

	it('encodes only the fields given, null among them', () => {
		expect(encodeRow('run_log', 'r1', { status: 'running', error: null })).toEqual({ status: 'running', error: null });
		expect(encodeRow('run_log', 'r1', { status: undefined })).toEqual({});
	});

	it('decodes what it encoded, ignoring columns that are not ours', () => {
		const row = { ...encodeRow('goals_tracker', 'g1', sampleGoal('g1')), memo: 'x', id: 5 };
		expect(decodeRow('goals_tracker', row)).toEqual(sampleGoal('g1'));
	});

	it('names table, row, column and cell of what it cannot read', () => {
		const row = { ...encodeRow('run_log', 'r1', sampleRun('r1')), attempts: 'many' };
		expect(() => decodeRow('run_log', row, (column) => `run_log!${column}7`)).toThrow(
			'run_log, row "r1", column attempts (run_log!attempts7): must be a number, not "many"',
		);
	});

	it('tells a missing column from an empty cell', () => {
		const { cost: _cost, ...row } = encodeRow('run_log', 'r1', sampleRun('r1'));
		expect(() => decodeRow('run_log', row)).toThrow('The table run_log has no column cost');
	});

	it('refuses to search by JSON', () => {
		expect(() => encodeWhere('run_log', { params: {} })).toThrow('run_log cannot be searched by params: it holds JSON');
	});

	it('keeps the first row of each key and no blank one', () => {
		const rows: Row[] = [{ key: 'A', value: 1 }, { key: null, value: '' }, { key: 'B' }, { key: 'A', value: 2 }, {}];
		expect(firstOfEachKey('settings', rows)).toEqual([{ key: 'A', value: 1 }, { key: 'B' }]);
	});

	it('splits lists', () => {
		expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
		expect(chunk([], 2)).toEqual([]);
	});
});
