import { readSettings } from '../../../core/settings';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { toItem } from '../../shared/snakeCase';
import { readCurrentTime } from '../../shared/time';
import { OUTPUT, readText } from '../prepare';

/** Shows what is understood of a sentence. Plans nothing, saves nothing. */
export const parseOnly: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { ledger } = await openLedger(context, itemIndex);
		const { settings, workflow_catalog: catalog } = await ledger.readAll(['settings', 'workflow_catalog']);
		const parsed = readText(context, itemIndex, readSettings(settings), catalog, readCurrentTime(context, itemIndex));
		return [{ output: parsed.questions.length > 0 ? OUTPUT.unclear : OUTPUT.ready, json: toItem(parsed) }];
	},
};
