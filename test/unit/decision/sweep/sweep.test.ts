import fc from 'fast-check';
import { addressesOf, addressOf, nextAttempt, receiptOf, withReceipt } from '../../../../core/decision/sweep/addresses';
import { escalationDue, nextInLine } from '../../../../core/decision/sweep/ladder';
import type { Notice } from '../../../../core/decision/sweep/notice';
import { isQuiet, outsideQuietHours, type Quiet } from '../../../../core/decision/sweep/quietHours';
import { reminderTimes } from '../../../../core/decision/sweep/reminders';
import { isWakingOver, sweep, type SweepSettings, type SweepTask } from '../../../../core/decision/sweep/sweep';
import { readSettings } from '../../../../core/settings';
import { addSeconds } from '../../../../core/time';
import type { ChannelReceipt, Decision, Instant } from '../../../../core/types';
import { decision as aDecision } from '../fixtures';

const TOKYO: Quiet = { hours: { from: '22:00', to: '07:00' }, zone: 'Asia/Tokyo' };
const NONE: Quiet = { hours: null, zone: 'Asia/Tokyo' };
/** A wall-clock time in Tokyo on 20 November 2026, or a day of that month. */
const tokyo = (clock: string, day = 20): Instant => new Date(`2026-11-${day}T${clock}:00+09:00`).toISOString();

const settingsOf = (more: Record<string, string> = {}): SweepSettings =>
	readSettings(Object.entries(more).map(([key, value]) => ({ key, value, note: '' })));

const sent = (address: string, more: Partial<ChannelReceipt> = {}): ChannelReceipt => {
	const [channel = '', approver = ''] = address.split(':');
	return {
		channel: channel as ChannelReceipt['channel'],
		approver,
		status: 'sent',
		reference: channel === 'telegram' ? { chatId: approver, messageId: 7 } : {},
		error: null,
		...more,
	};
};
const failed = (address: string, more: Partial<ChannelReceipt> = {}): ChannelReceipt => ({
	...sent(address),
	status: 'failed',
	reference: {},
	error: 'blocked',
	...more,
});

const asked = (more: Partial<Decision> = {}): Decision =>
	aDecision({
		decisionId: 'd_1',
		goalId: '',
		approvers: ['telegram:1'],
		channels: [sent('telegram:1')],
		urgency: 'low',
		askedAt: tokyo('08:00'),
		deadline: tokyo('20:00'),
		...more,
	});

const at = (decision: Decision, now: Instant, settings = settingsOf()): SweepTask | undefined =>
	sweep({ decisions: [decision], settings, zones: new Map(), now }).tasks[0];

const messages = (task: SweepTask | undefined): string[] =>
	(task?.notices ?? []).map(({ purpose, approver, addresses }) => `${purpose} ${approver} → ${addresses.join(' | ')}`);

describe('quiet hours', () => {
	it.each<[string, boolean]>([
		['21:59', false],
		['22:00', true],
		['23:59', true],
		['00:00', true],
		['06:59', true],
		['07:00', false],
	])('%s in Tokyo: quiet %s', (clock, quiet) => {
		expect(isQuiet(tokyo(clock), TOKYO)).toBe(quiet);
		expect(isQuiet(tokyo(clock), NONE)).toBe(false);
	});

	it('go by the clock of the zone', () => {
		expect(isQuiet('2026-11-20T03:00:00.000Z', { ...TOKYO, zone: 'America/New_York' })).toBe(true);
		expect(isQuiet('2026-11-20T03:00:00.000Z', TOKYO)).toBe(false);
	});

	it.each<[string, Instant, Instant, Instant | null]>([
		['stays outside of them', tokyo('12:00'), tokyo('20:00'), tokyo('12:00')],
		['moves to their end', tokyo('23:00'), tokyo('12:00', 21), tokyo('07:00', 21)],
		['moves to their end after midnight', tokyo('03:00', 21), tokyo('12:00', 21), tokyo('07:00', 21)],
		['moves before they begin when the deadline is earlier', tokyo('23:00'), tokyo('06:00', 21), tokyo('21:45')],
		['moves before they begin when the deadline is their end', tokyo('02:00', 21), tokyo('07:00', 21), tokyo('21:45')],
	])('what is due %s', (_what, due, deadline, moved) => {
		expect(outsideQuietHours(due, deadline, TOKYO)).toBe(moved);
	});

	it('leave no time where they leave none', () => {
		const always: Quiet = { hours: { from: '00:00', to: '23:50' }, zone: 'Asia/Tokyo' };
		expect(outsideQuietHours(tokyo('12:00'), tokyo('20:00'), always)).toBeNull();
	});

	it('never hold what was moved out of them, in any zone and season', () => {
		const clock = fc
			.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30', '59'))
			.map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
		const time = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
		const zone = fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
		fc.assert(
			fc.property(clock, clock, zone, time, fc.integer({ min: 1, max: 72 }), (from, to, where, due, hours) => {
				const quiet: Quiet = { hours: { from, to }, zone: where };
				const deadline = new Date(due.getTime() + hours * 3_600_000).toISOString();
				const moved = outsideQuietHours(due.toISOString(), deadline, quiet);
				if (moved === null) return;
				expect(isQuiet(moved, quiet)).toBe(false);
				expect(moved < deadline).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('reminders', () => {
	it.each<[string, Instant, Instant, Quiet, Instant[]]>([
		['a day', tokyo('08:00'), tokyo('08:00', 21), NONE, [tokyo('20:00'), tokyo('04:00', 21), tokyo('07:00', 21)]],
		['a day with quiet hours', tokyo('08:00'), tokyo('08:00', 21), TOKYO, [tokyo('20:00'), tokyo('07:00', 21)]],
		['two hours: half of it is one hour before', tokyo('08:00'), tokyo('10:00'), NONE, [tokyo('09:00')]],
		['half an hour', tokyo('08:00'), tokyo('08:30'), NONE, [tokyo('08:15')]],
		['asked and due in the quiet hours', tokyo('22:30'), tokyo('06:00', 21), TOKYO, []],
		['over night until before they end', tokyo('18:00'), tokyo('06:00', 21), TOKYO, [tokyo('21:45')]],
	])('come at half of the time, four hours and one hour before the deadline: %s', (_what, askedAt, deadline, quiet, times) => {
		expect(reminderTimes({ askedAt, deadline }, quiet)).toEqual(times);
	});

	it('are sent once, and the next is noted', () => {
		expect(at(asked(), tokyo('13:59'))).toBeUndefined();
		const task = at(asked(), tokyo('14:00'));
		expect(messages(task)).toEqual(['reminder telegram:1 → telegram:1']);
		expect(task?.record).toEqual({ nextReminderAt: tokyo('16:00') });
		expect(at(asked({ nextReminderAt: tokyo('16:00') }), tokyo('15:59'))).toBeUndefined();
		expect(at(asked({ nextReminderAt: tokyo('16:00') }), tokyo('16:00'))?.record).toEqual({ nextReminderAt: tokyo('19:00') });
		expect(at(asked({ nextReminderAt: tokyo('19:00') }), tokyo('19:04'))?.record).toEqual({ nextReminderAt: tokyo('20:00') });
		expect(at(asked({ nextReminderAt: tokyo('20:00') }), tokyo('19:59'))).toBeUndefined();
	});

	it('come one at a time after a pause of the sweep', () => {
		const task = at(asked(), tokyo('17:30'));
		expect(messages(task)).toHaveLength(1);
		expect(task?.record).toEqual({ nextReminderAt: tokyo('19:00') });
	});

	it('go only to those who have not voted, and to where the question is', () => {
		const decision = asked({
			approvers: ['telegram:1', 'telegram:2', 'telegram:3'],
			channels: [
				sent('telegram:1'),
				sent('telegram:2'),
				failed('telegram:3', { attempts: 3 }),
				sent('email:c@x.jp', { standsFor: 'telegram:3' }),
			],
			quorum: 2,
		});
		const settings = settingsOf({ APPROVER_CHANNELS: 'telegram:3 > email:c@x.jp, telegram:2 > email:b@x.jp' });
		const voted = new Map([['d_1', new Set(['telegram:1'])]]);
		const [task] = sweep({ decisions: [decision], settings, zones: new Map(), voted, now: tokyo('14:00') }).tasks;
		expect(messages(task)).toEqual([
			'reminder telegram:2 → telegram:2 | email:b@x.jp',
			'reminder telegram:3 → email:c@x.jp | telegram:3',
		]);
	});

	it('of urgent questions ignore quiet hours only if the setting says so', () => {
		const urgent = asked({
			urgency: 'high',
			askedAt: tokyo('18:00'),
			deadline: tokyo('18:00', 21),
			nextReminderAt: tokyo('23:00'),
		});
		const settings = { ESCALATION_AFTER_HIGH: '' };
		expect(at(urgent, tokyo('23:00'), settingsOf(settings))).toBeUndefined();
		expect(messages(at(urgent, tokyo('23:00'), settingsOf({ ...settings, URGENT_IN_QUIET_HOURS: 'true' })))).toHaveLength(1);
		const calm = { ...urgent, urgency: 'medium' as const };
		expect(at(calm, tokyo('23:00'), settingsOf({ ESCALATION_AFTER_MEDIUM: '', URGENT_IN_QUIET_HOURS: 'true' }))).toBeUndefined();
	});

	it('keep to the zone of the goal', () => {
		const decision = asked({ goalId: 'g_1', nextReminderAt: tokyo('12:00') });
		const swept = (zone: string): number =>
			sweep({ decisions: [decision], settings: settingsOf(), zones: new Map([['g_1', zone]]), now: tokyo('12:00') }).tasks.length;
		expect([swept('Asia/Tokyo'), swept('America/New_York')]).toEqual([1, 0]);
	});
});

describe('the ladder', () => {
	const LADDER = { ESCALATION_APPROVERS: 'telegram:2, email:boss@x.jp', QUIET_HOURS: '' };
	const urgent = (more: Partial<Decision> = {}): Decision => asked({ urgency: 'high', nextReminderAt: tokyo('20:00'), ...more });

	it.each<[Decision['urgency'], number, Instant | null]>([
		['high', 0, tokyo('08:30')],
		['high', 3, null],
		['medium', 0, tokyo('12:00')],
		['medium', 1, null],
		['low', 0, null],
	])('of %s urgency, level %i', (urgency, escalationLevel, due) => {
		expect(escalationDue(asked({ urgency, escalationLevel }), settingsOf(), NONE)).toBe(due);
	});

	it('asks the next approver, who may answer from then on, and waits anew for each level', () => {
		const settings = settingsOf(LADDER);
		expect(at(urgent(), tokyo('08:29'), settings)).toBeUndefined();
		const first = at(urgent(), tokyo('08:30'), settings);
		expect(messages(first)).toEqual(['escalation telegram:2 → telegram:2']);
		expect(first?.record).toEqual({ escalationLevel: 1, approvers: ['telegram:1', 'telegram:2'] });
		const level1 = urgent({
			...first?.record,
			channels: [sent('telegram:1'), sent('telegram:2', { purpose: 'escalation', triedAt: tokyo('08:40') })],
		});
		expect(at(level1, tokyo('09:39'), settings)).toBeUndefined();
		expect(at(level1, tokyo('09:40'), settings)?.record).toEqual({
			escalationLevel: 2,
			approvers: ['telegram:1', 'telegram:2', 'email:boss@x.jp'],
		});
	});

	it('climbs one level at a time after a pause of the sweep', () => {
		expect(messages(at(urgent(), tokyo('14:00'), settingsOf(LADDER)))).toEqual(['escalation telegram:2 → telegram:2']);
	});

	it('tries another channel of who was asked when there is nobody new, and never names anybody beyond the settings', () => {
		const settings = settingsOf({ APPROVER_CHANNELS: 'telegram:1 > email:a@x.jp', QUIET_HOURS: '' });
		const task = at(urgent(), tokyo('08:30'), settings);
		expect(messages(task)).toEqual(['escalation telegram:1 → email:a@x.jp']);
		expect(task?.record).toEqual({ escalationLevel: 1 });
		expect(nextInLine(urgent(), settingsOf())).toBeNull();
		expect(at(urgent(), tokyo('08:30'))).toBeUndefined();
	});
});

describe('channels that fail', () => {
	const settings = settingsOf({ APPROVER_CHANNELS: 'telegram:1 > email:a@x.jp > webhook:chat' });

	it.each<[string, readonly ChannelReceipt[], ReturnType<typeof nextAttempt>]>([
		['nobody was asked yet', [], { address: 'telegram:1', tried: 0, due: tokyo('08:00'), purpose: 'question' }],
		['it has arrived', [sent('telegram:1')], null],
		['one try', [failed('telegram:1')], { address: 'telegram:1', tried: 1, due: tokyo('08:01'), purpose: 'question' }],
		[
			'two tries',
			[failed('telegram:1', { attempts: 2, triedAt: tokyo('08:02') })],
			{ address: 'telegram:1', tried: 2, due: tokyo('08:07'), purpose: 'question' },
		],
		[
			'three tries: the next channel',
			[failed('telegram:1', { attempts: 3 })],
			{ address: 'email:a@x.jp', tried: 0, due: tokyo('08:00'), purpose: 'question' },
		],
		[
			'the next channel took it',
			[failed('telegram:1', { attempts: 3 }), sent('email:a@x.jp', { standsFor: 'telegram:1' })],
			null,
		],
		[
			'nothing left',
			[
				failed('telegram:1', { attempts: 3 }),
				...['email:a@x.jp', 'webhook:chat'].map((to) => failed(to, { attempts: 3, standsFor: 'telegram:1' })),
			],
			null,
		],
	])('%s', (_what, channels, attempt) => {
		expect(nextAttempt(asked({ channels }), 'telegram:1', settings)).toEqual(attempt);
	});

	it.each<[string, string, Decision['channelOrder'], string[]]>([
		['as APPROVER_CHANNELS lists them', '', [], ['telegram:1', 'email:a@x.jp', 'webhook:chat']],
		['as CHANNEL_ORDER says', 'Webhook, email', [], ['webhook:chat', 'email:a@x.jp', 'telegram:1']],
		['as the question says', 'webhook', ['email'], ['email:a@x.jp', 'telegram:1', 'webhook:chat']],
	])('come in the order wanted: %s', (_what, order, channelOrder, addresses) => {
		const wanted = { ...settings, ...settingsOf({ CHANNEL_ORDER: order }), approverChannels: settings.approverChannels };
		expect(addressesOf(asked({ channelOrder }), 'telegram:1', wanted)).toEqual(addresses);
		expect(addressesOf(asked({ channelOrder }), 'telegram:2', wanted)).toEqual(['telegram:2']);
	});

	it('are refused in an order that names another', () => {
		expect(() => settingsOf({ CHANNEL_ORDER: 'telegram, pigeon' })).toThrow('CHANNEL_ORDER');
	});

	it('leave an asker who is still sending alone', () => {
		const fresh = asked({ channels: [] });
		expect(at(fresh, tokyo('08:01'), settings)).toBeUndefined();
		expect(messages(at(fresh, tokyo('08:02'), settings))).toEqual(['question telegram:1 → telegram:1']);
	});

	it('are tried again at any hour, as the question itself came at any hour', () => {
		const night = asked({
			askedAt: tokyo('23:00'),
			deadline: tokyo('23:00', 21),
			channels: [failed('telegram:1', { attempts: 3 })],
		});
		expect(messages(at(night, tokyo('23:30'), settings))).toEqual(['question telegram:1 → email:a@x.jp']);
	});
});

it.each([
	['two people', { APPROVER_CHANNELS: 'telegram:1 > webhook:team, telegram:2 > webhook:team' }],
	['one who is asked in an own name', { APPROVERS: 'telegram:1,email:b@x.jp', APPROVER_CHANNELS: 'telegram:1 > email:B@x.jp' }],
	['one who is asked later', { ESCALATION_APPROVERS: 'webhook:boss', APPROVER_CHANNELS: 'telegram:1 > webhook:boss' }],
	['nobody', { APPROVER_CHANNELS: 'telegram:1' }],
])('no further address stands for %s', (_who, rows) => {
	expect(() => settingsOf(rows)).toThrow(/APPROVER_CHANNELS/);
});

describe('any sequence of sweeps', () => {
	const minute = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: -30, max: 600 }));
	const clocks = fc.constantFrom('', '22:00-07:00', '00:30-06:00', '09:00-17:00');
	const SETTINGS = {
		ESCALATION_APPROVERS: 'telegram:2, email:boss@x.jp',
		APPROVER_CHANNELS: 'telegram:1 > email:a@x.jp, telegram:2 > webhook:chat',
	};

	it('does each due thing once, never in quiet hours, never after the deadline, and climbs only upwards', () => {
		const scenario = fc.record({
			steps: fc.array(minute, { minLength: 5, maxLength: 200 }),
			hours: fc.integer({ min: 1, max: 60 }),
			from: fc.integer({ min: 0, max: 23 }),
			quietHours: clocks,
			urgency: fc.constantFrom<Decision['urgency']>('low', 'medium', 'high'),
			outages: fc.infiniteStream(fc.boolean()),
		});
		fc.assert(
			fc.property(scenario, ({ steps, hours, from, quietHours, urgency, outages }) => {
				const settings = settingsOf({ ...SETTINGS, QUIET_HOURS: quietHours });
				const quiet: Quiet = { hours: settings.quietHours, zone: 'Asia/Tokyo' };
				const askedAt = addSeconds(tokyo('00:00'), from * 3600);
				let decision = asked({ askedAt, deadline: addSeconds(askedAt, hours * 3600), urgency, channels: [] });
				let now = askedAt;
				let levels = 0;
				const reminded: Instant[] = [];
				for (const step of steps) {
					now = addSeconds(now, step * 60);
					const task = at(decision, now, settings);
					if (!task) continue;
					expect(now < decision.deadline).toBe(true);
					const timely = task.notices.filter(({ purpose }) => purpose === 'reminder' || purpose === 'escalation');
					if (timely.length > 0 && task.record.nextReminderAt !== undefined) {
						expect(isQuiet(now, quiet)).toBe(false);
						reminded.push(now);
					}
					if (task.record.escalationLevel !== undefined) {
						expect(isQuiet(now, quiet)).toBe(false);
						expect(task.record.escalationLevel).toBe(levels + 1);
						levels++;
					}
					expect(task.record.approvers ?? decision.approvers).toEqual(
						['telegram:1', 'telegram:2', 'email:boss@x.jp'].slice(0, (task.record.approvers ?? decision.approvers).length),
					);
					expect(new Set(task.notices.map(({ approver }) => approver)).size).toBe(task.notices.length);
					const receipts = task.notices.flatMap((notice: Notice) => {
						const fails = outages.next().value;
						const [address = ''] = notice.addresses;
						return [receiptOf(notice, address, now, fails ? { error: 'down' } : { reference: {} })];
					});
					decision = {
						...decision,
						...task.record,
						channels: receipts.reduce<readonly ChannelReceipt[]>(withReceipt, decision.channels),
					};
					// What has arrived is not sent a second time at the same moment.
					const arrived = receipts
						.filter(({ status }) => status === 'sent')
						.map((receipt) => `${receipt.purpose} ${addressOf(receipt)}`);
					for (const notice of at(decision, now, settings)?.notices ?? []) {
						const [address = ''] = notice.addresses;
						expect(arrived).not.toContain(`${receiptOf(notice, address, now, { reference: {} }).purpose} ${address}`);
					}
				}
				expect(reminded.length).toBeLessThanOrEqual(reminderTimes(decision, quiet).length);
			}),
			{ numRuns: 150 },
		);
	});
});

describe('what a sweep leaves', () => {
	it('closes what is overdue, tells of what expired once, and lets go of what a dead sweep held', () => {
		const now = tokyo('20:00');
		const open = asked({ decisionId: 'd_2', deadline: tokyo('21:00'), nextReminderAt: tokyo('21:00') });
		const plan = sweep({
			decisions: [
				asked(),
				asked({ decisionId: 'd_3', status: 'expired', approvers: ['telegram:1', 'telegram:9'] }),
				asked({ decisionId: 'd_4', status: 'expired', announcedAt: now }),
				open,
				{ ...open, decisionId: 'd_5', heldUntil: tokyo('19:59') },
				{ ...open, decisionId: 'd_6', heldUntil: tokyo('20:05'), nextReminderAt: null },
			],
			settings: settingsOf(),
			zones: new Map(),
			now,
		});
		expect(plan.overdue.map(({ decisionId }) => decisionId)).toEqual(['d_1']);
		expect(plan.tasks.map((task) => [task.decision.decisionId, messages(task), task.record])).toEqual([
			['d_3', ['expiry telegram:1 → telegram:1'], { announcedAt: now }],
		]);
		expect(plan.abandoned.map(({ decisionId }) => decisionId)).toEqual(['d_5']);
	});

	it('tells a webhook target that several approvers share once that time is up', () => {
		const shared = { standsFor: 'telegram:1' };
		const decision = asked({
			status: 'expired',
			approvers: ['telegram:1', 'webhook:team'],
			channels: [sent('telegram:1'), sent('webhook:team', shared), sent('webhook:team')],
		});
		expect(messages(at(decision, tokyo('20:00')))).toEqual([
			'expiry telegram:1 → telegram:1',
			'expiry telegram:1 → webhook:team',
		]);
	});

	it('sends nothing for what was taken back, and marks it as done with once', () => {
		const now = tokyo('14:00');
		for (const status of ['cancelled', 'superseded'] as const) {
			expect(at(asked({ status }), now)).toMatchObject({ notices: [], record: { announcedAt: now } });
			expect(at(asked({ status, announcedAt: now }), now)).toBeUndefined();
		}
	});

	it('keeps what was answered apart, whoever may still wait for it', () => {
		const answered = asked({ status: 'approved', answeredAt: tokyo('13:00') });
		const plan = sweep({ decisions: [answered], settings: settingsOf(), zones: new Map(), now: tokyo('21:00') });
		expect(plan).toEqual({ overdue: [], tasks: [], abandoned: [], answered: [answered] });
	});

	it.each([
		[0, false],
		[29, false],
		[30, true],
		// A clock that lags behind the one that took the answer must not keep the execution waiting.
		[-5, true],
	])('%i s after an answer others may wake: %s', (seconds, over) => {
		const answered = asked({ status: 'approved', answeredAt: tokyo('13:00') });
		expect(isWakingOver(answered, addSeconds(tokyo('13:00'), seconds))).toBe(over);
	});

	it('does once more what a dead sweep had begun, and says so', () => {
		const decision = asked({ heldUntil: tokyo('13:00') });
		expect(at(decision, tokyo('14:00'))).toMatchObject({ isRepeat: true, record: { nextReminderAt: tokyo('16:00') } });
	});

	it('puts what cannot wait first', () => {
		const reminder = asked();
		const escalation = asked({ decisionId: 'd_2', urgency: 'high' });
		const question = asked({ decisionId: 'd_3', channels: [] });
		const expiry = asked({ decisionId: 'd_4', status: 'expired' });
		const sooner = asked({ decisionId: 'd_5', deadline: tokyo('18:00') });
		const decisions = [reminder, question, sooner, escalation, expiry];
		const settings = settingsOf({ ESCALATION_APPROVERS: 'telegram:2' });
		const { tasks } = sweep({ decisions, settings, zones: new Map(), now: tokyo('15:00') });
		expect(tasks.map(({ decision }) => decision.decisionId)).toEqual(['d_4', 'd_2', 'd_3', 'd_5', 'd_1']);
	});
});
