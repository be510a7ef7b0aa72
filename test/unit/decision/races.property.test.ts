import fc from 'fast-check';
import { answeredBy, type Answer } from '../../../core/decision/answerDecision';
import { createDecision } from '../../../core/decision/createDecision';
import { addSeconds } from '../../../core/time';
import type { Decision, Instant } from '../../../core/types';
import type { Ledger } from '../../../ledger/ledger';
import { closeOverdue } from '../../../nodes/DecisionHandler/closeOverdue';
import { recordAnswer } from '../../../nodes/DecisionHandler/recordAnswer';
import { sweepPass } from '../../../nodes/DecisionHandler/sweepPass';
import { createMemoryLedger } from '../../helpers/memoryLedger';
import { hash, NOW, option, request, rules } from './fixtures';

const PEOPLE = ['telegram:1', 'telegram:2', 'email:3@example.com', 'telegram:4'] as const;
const STRANGER = 'telegram:666';
const HOUR = 3_600;
const DEADLINE = addSeconds(NOW, 10 * HOUR);

/** Somebody who does something about the decision, and dies at one of their calls to the ledger: before it or just after it. */
type Actor = (
	| { readonly does: 'answer'; readonly approver: string; readonly option: string; readonly at: Instant }
	| { readonly does: 'close' }
	| { readonly does: 'sweep'; readonly at: Instant }
) & { readonly dies: { readonly call: number; readonly after: boolean } | null };

const approver = fc.constantFrom<string>(...PEOPLE, ...PEOPLE, STRANGER);
const choice = fc.constantFrom('1', '1', '1', '1', '1', '1', '2', '2', '3', '3', '9');
const death = fc.record({ call: fc.integer({ min: 1, max: 6 }), after: fc.boolean() });
const dies = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: death });
/** In time for the most part, sometimes at the very deadline or after it. */
const at = fc.integer({ min: -20, max: 11 }).map((hours) => addSeconds(NOW, Math.max(1, hours) * HOUR));
const late = fc.integer({ min: 10, max: 12 }).map((hours) => addSeconds(NOW, hours * HOUR));
const actor: fc.Arbitrary<Actor> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			does: fc.constant('answer' as const),
			approver,
			option: choice,
			at,
			dies,
		}),
	},
	{ weight: 1, arbitrary: fc.record({ does: fc.constant('close' as const), dies }) },
	{ weight: 1, arbitrary: fc.record({ does: fc.constant('sweep' as const), at: fc.oneof(at, late), dies }) },
);

class Died extends Error {}

/** The ledger as one actor sees it: others act between any two calls, and at one of them the actor dies. */
function seenBy(ledger: Ledger, { dies: end }: Pick<Actor, 'dies'>, turn: () => Promise<void>): Ledger {
	let calls = 0;
	const step = async <T>(call: () => Promise<T>): Promise<T> => {
		await turn();
		calls += 1;
		if (end?.call === calls && !end.after) throw new Died();
		const result = await call();
		if (end?.call === calls) throw new Died();
		return result;
	};
	return {
		kind: ledger.kind,
		setUp: async () => await step(async () => await ledger.setUp()),
		read: async (table, where) => await step(async () => await ledger.read(table, where)),
		readAll: async (tables, conditions) => await step(async () => await ledger.readAll(tables, conditions)),
		insert: async (table, rows) => await step(async () => await ledger.insert(table, rows)),
		upsert: async (table, rows) => await step(async () => await ledger.upsert(table, rows)),
		update: async (table, patches) => await step(async () => await ledger.update(table, patches)),
		transition: async (table, key, expected, values) =>
			await step(async () => await ledger.transition(table, key, expected, values)),
		transitionAll: async (table, changes) => await step(async () => await ledger.transitionAll(table, changes)),
	};
}

/** A ledger that notes each time the decision gets a status. */
function watched(ledger: Ledger, outcomes: string[]): Ledger {
	const note = (won: boolean, values: object): boolean => {
		if (won && 'status' in values) outcomes.push(String(values.status));
		return won;
	};
	return {
		...ledger,
		transition: async (table, key, expected, values) => note(await ledger.transition(table, key, expected, values), values),
		transitionAll: async (table, changes) => {
			const won = await ledger.transitionAll(table, changes);
			changes.forEach(({ values }, index) => note(won[index] === true, values));
			return won;
		},
	};
}

const sweepAt = async (ledger: Ledger, now: Instant): Promise<void> => {
	await sweepPass({
		ledger,
		now,
		maxMessages: 10,
		send: async (notice) => Promise.resolve({ notice, receipts: [] }),
		showOutcome: async () => Promise.resolve(),
		wake: async () => Promise.resolve([]),
	});
};

const question = (quorum: number, requestedBy: string): Decision =>
	createDecision(
		request({
			goalId: '',
			options: [option('1', 'A', 'approve'), option('2', 'B', 'approve'), option('3', 'C', 'reject')],
			requestedBy,
		}),
		rules({ approvers: PEOPLE, quorum, timeoutSeconds: 10 * HOUR, hash }),
	);

interface Told {
	readonly actor: Actor & { does: 'answer' };
	readonly counted: boolean;
}

describe('answers that race, in any order, with anybody dying anywhere', () => {
	it('come to exactly one outcome, decided by enough different approvers in time, and nobody is told otherwise', async () => {
		const seen = new Set<string>();
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				fc.integer({ min: 1, max: 3 }),
				fc.constantFrom('', PEOPLE[0]),
				fc.array(actor, { minLength: 1, maxLength: 12 }),
				async (scheduler, quorum, requestedBy, actors) => {
					const outcomes: string[] = [];
					const ledger = watched(createMemoryLedger(), outcomes);
					await ledger.setUp();
					const asked = question(quorum, requestedBy);
					await ledger.insert('decision_log', [asked]);
					const told: Told[] = [];
					const turn = async (): Promise<void> => await scheduler.schedule(Promise.resolve());
					const act = async (each: Actor): Promise<void> => {
						const mine = seenBy(ledger, each, turn);
						try {
							// Whoever answers has read the question at some time before, when it was still open.
							if (each.does === 'answer') {
								const answer: Answer = { approver: each.approver, option: each.option, value: null, reason: null };
								const { decision, result } = await recordAnswer(mine, asked, answer, { at: each.at, channel: 'telegram' });
								told.push({ actor: each, counted: result.ok });
								// A vote that came too late for the others is not said to have counted.
								if (result.ok && decision.status !== 'pending') expect(answeredBy(decision)).toContain(each.approver);
							} else if (each.does === 'close') await closeOverdue(mine, asked);
							else await sweepAt(mine, each.at);
						} catch (error) {
							if (!(error instanceof Died)) throw error;
						}
					};
					await scheduler.waitFor(Promise.all(actors.map(act)));
					// Whatever was left half done is made up for by the next sweep after the deadline.
					await sweepAt(ledger, addSeconds(DEADLINE, HOUR));

					const [decision] = await ledger.read('decision_log', { decisionId: asked.decisionId });
					const rows = await ledger.read('answer_log', { decisionId: asked.decisionId });
					if (!decision) throw new Error('The decision is gone');
					seen.add(`${quorum > 1 ? 'quorum' : 'single'} ${decision.status}`);
					expect(outcomes).toEqual([decision.status]);
					expect(['approved', 'rejected', 'expired']).toContain(decision.status);

					const chosen = asked.options.find(({ key }) => key === decision.answer);
					const deciders = answeredBy(decision);
					expect(new Set(deciders).size).toBe(deciders.length);
					expect(deciders).toHaveLength(decision.status === 'approved' ? quorum : decision.status === 'rejected' ? 1 : 0);
					if (decision.status === 'expired') expect(chosen).toBeUndefined();
					else expect(chosen?.outcome).toBe(decision.status === 'approved' ? 'approve' : 'reject');
					const answers = actors.filter((each) => each.does === 'answer');
					for (const decider of deciders) {
						expect(PEOPLE).toContain(decider);
						if (quorum > 1) expect(decider).not.toBe(requestedBy);
						expect(
							answers.some((each) => each.approver === decider && each.option === decision.answer && each.at < decision.deadline),
						).toBe(true);
					}

					const counted = told.filter((each) => each.counted).map((each) => each.actor);
					for (const { approver: who, option: key, at: time } of counted) {
						expect(who).not.toBe(STRANGER);
						expect(time < decision.deadline).toBe(true);
						if (quorum === 1) expect([who, key]).toEqual([decision.answeredBy, decision.answer]);
						else expect(rows).toContainEqual(expect.objectContaining({ approver: who, answer: key, result: 'counted' }));
					}
					// One vote each, whatever was told to whom: also to somebody who answered twice.
					const votes = rows.filter(({ result }) => result === 'counted').map(({ approver: who }) => who);
					expect(new Set(votes).size).toBe(votes.length);
					if (quorum === 1) expect(counted.length).toBeLessThanOrEqual(1);
				},
			),
			{ numRuns: 400 },
		);
		// The runs reached every way in which a decision can end.
		expect([...seen].sort()).toEqual([
			'quorum approved',
			'quorum expired',
			'quorum rejected',
			'single approved',
			'single expired',
			'single rejected',
		]);
	});
});
