import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requestedEvent } from '../../../core/decision/webhookEvent';
import { webhookBody } from '../../../core/webhook/formats';
import { sampleDecision } from '../../contract/sampleRows';
import { view } from '../decision/fixtures';

/** The names of all fields, however deep, in the order in which they stand. */
const fields = (value: unknown): unknown =>
	Array.isArray(value)
		? value.map(fields)
		: typeof value === 'object' && value !== null
			? Object.entries(value).map(([name, inner]) => [name, fields(inner)])
			: null;

test('docs/webhook-channel.md shows the fields that an event has', () => {
	const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'webhook-channel.md'), 'utf8');
	const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
	const event = requestedEvent(
		sampleDecision('d_1'),
		{ target: 'team-chat', approver: 'webhook:team-chat' },
		view('en'),
		'https://n8n.example.com/page',
	);
	expect(fields(JSON.parse(shown))).toEqual(fields(webhookBody('json', event, '')));
});
