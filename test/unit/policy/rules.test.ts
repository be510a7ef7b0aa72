import fc from 'fast-check';
import { policyText } from '../../../core/locale/policyText';
import { NO_FACTS, type Facts } from '../../../core/policy/facts';
import { evaluate, type PolicyAction, type Rule, type RuleName } from '../../../core/policy/rule';
import { POLICY } from '../../../core/policy/rules';

const ask = (action: PolicyAction, facts: Partial<Facts>, rules: readonly Rule[] = POLICY) =>
	evaluate(rules, { action, subject: 'X', locale: 'en', facts: { ...NO_FACTS, ...facts } });

describe('the policy', () => {
	it.each<[string, PolicyAction, Partial<Facts>, string, RuleName]>([
		['reads alone', 'read', {}, 'allow', 'read-and-record'],
		['writes to the ledger alone', 'write_ledger', {}, 'allow', 'read-and-record'],
		['reports alone', 'send_report', {}, 'allow', 'read-and-record'],
		['even while automatic execution is off', 'send_report', { autoExecution: false }, 'allow', 'read-and-record'],
		['retries three times alone', 'retry_run', { retries: 3, maxRetries: 3 }, 'allow', 'retry'],
		['and not a fourth time', 'retry_run', { retries: 4, maxRetries: 3 }, 'deny', 'too-many-retries'],
		['asks when a rate limit stops a step', 'retry_run', { rateLimited: true, maxRetries: 3 }, 'ask', 'rate-limited'],
		['goes on while all is as expected', 'continue_goal', {}, 'allow', 'on-track'],
		['goes on at 10 % over budget', 'continue_goal', { overrun: 0.1, overrunLimit: 0.1 }, 'allow', 'on-track'],
		['asks above 10 % over budget', 'continue_goal', { overrun: 0.15, overrunLimit: 0.1 }, 'ask', 'over-budget'],
		['asks at 3 σ', 'continue_goal', { sigma: 3, anomalySigma: 3 }, 'ask', 'anomaly'],
		['and not at 2.9', 'continue_goal', { sigma: 2.9, anomalySigma: 3 }, 'allow', 'on-track'],
		['asks when far behind', 'continue_goal', { farBehind: true }, 'ask', 'far-behind'],
		['asks about security settings', 'change_parameter', { security: true }, 'ask', 'security'],
	])('%s', (_, action, facts, kind, rule) => {
		expect(ask(action, facts)).toMatchObject({ kind, rule });
	});

	it('asks where no rule applies', () => {
		expect(ask('start_run', {}, [])).toMatchObject({ kind: 'ask', rule: 'default' });
	});

	it('says no before it asks, and asks before it says yes, in whatever order the rules stand', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray([...POLICY], { minLength: POLICY.length }), (rules) => {
				const facts: Partial<Facts> = { deletesCustomerData: true, security: true, usedBefore: true };
				expect(ask('start_plan', facts, rules).kind).toBe('deny');
				expect(ask('start_plan', { security: true, usedBefore: true }, rules).kind).toBe('ask');
				expect(ask('start_plan', { usedBefore: true }, rules).kind).toBe('allow');
			}),
		);
	});

	it('denies without exception: no other fact turns a denial into anything else', () => {
		const flags = fc.record({
			usedBefore: fc.boolean(),
			security: fc.boolean(),
			externalApi: fc.boolean(),
			massSend: fc.boolean(),
			sends: fc.nat(),
			overrun: fc.double({ min: 0, max: 2, noNaN: true }),
		});
		const denied = fc.constantFrom<Partial<Facts>>(
			{ autoExecution: false },
			{ deletesCustomerData: true },
			{ known: false },
			{ enabled: false },
			{ costKnown: false },
			{ spentInDay: 2, dailyCeiling: 1 },
			{ spentInWeek: 2, weeklyCeiling: 1 },
			{ spentInMonth: 2, monthlyCeiling: 1 },
		);
		fc.assert(
			fc.property(flags, denied, fc.constantFrom<PolicyAction>('start_plan', 'start_run'), (facts, denial, action) => {
				expect(ask(action, { ...facts, ...denial }).kind).toBe('deny');
			}),
		);
	});

	it('is data: it survives being written down and read again', () => {
		expect(JSON.parse(JSON.stringify(POLICY))).toEqual(POLICY);
	});

	it('has each rule once, and a reason for each in both languages', () => {
		const names = POLICY.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const locale of ['ja', 'en'] as const) {
			for (const name of [...names, 'default'] as const) {
				const reason = policyText[locale][name]({ action: 'start_plan', subject: 'X', locale, facts: NO_FACTS });
				expect(reason.length).toBeGreaterThan(4);
				expect(reason).not.toMatch(/undefined|NaN/);
				expect(/[ぁ-ん]/.test(reason)).toBe(locale === 'ja');
			}
		}
	});
});
