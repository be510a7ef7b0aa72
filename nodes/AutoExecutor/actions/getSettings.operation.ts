import { ownerLocale } from '../../../core/ownerLocale';
import { readSettings } from '../../../core/settings';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { toItem } from '../../shared/snakeCase';
import { OUTPUT } from '../outputs';

/** The settings in force, for workflows that want to go by them: time zone, currency, and the language in which to ask the owner. */
export const getSettings: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { ledger } = await openLedger(context, itemIndex);
		const { settings: rows, goals_tracker: goals } = await ledger.readAll(['settings', 'goals_tracker']);
		const settings = readSettings(rows);
		return [{ output: OUTPUT.result, json: toItem({ ...settings, language: ownerLocale(settings, goals) }) }];
	},
};
