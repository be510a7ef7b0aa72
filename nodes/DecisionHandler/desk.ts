import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { viewOf, type DecisionView } from '../../core/decision/view';
import { AutopilotError } from '../../core/errors';
import type { Sign } from '../../core/ports';
import { readSettings, type Settings } from '../../core/settings';
import type { Decision } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { openLedger } from '../shared/ledger';
import { signer } from '../shared/signing';
import { wakeWaiting } from '../shared/wake';

/** What every operation on decisions needs. */
export interface Desk {
	readonly ledger: Ledger;
	/** Read from the ledger when first needed: most answers can do without. */
	readonly settings: () => Promise<Settings>;
	readonly sign: Sign;
	/** Base URL under which this n8n reaches itself. */
	readonly ownUrl: string;
	/**
	 * Lets the executions that wait for a closed decision look at the ledger. Never rejects: a later pass makes up for what failed.
	 * @returns whether one of them said that it goes on.
	 */
	readonly wake: (decision: Decision) => Promise<boolean>;
}

/** Opens the ledger and the signing secret of an item. Nothing is read yet. */
export async function openDesk(context: IExecuteFunctions | IWebhookFunctions, itemIndex: number): Promise<Desk> {
	const { ledger, credential } = await openLedger(context, itemIndex);
	const sign = signer(credential.signingSecret);
	let settings: Promise<Settings> | undefined;
	const readOnce = async (): Promise<Settings> => readSettings(await ledger.read('settings'));
	const ownUrl = String(credential.baseUrl);
	// Whoever sent a form waits for its page, and is not to wait for other executions.
	const patient = 'getInputData' in context;
	const wake = async (decision: Decision): Promise<boolean> => {
		try {
			return await wakeWaiting({ context, ledger, ownUrl }, decision, patient);
		} catch {
			return false;
		}
	};
	return { ledger, settings: async () => (settings ??= readOnce()), sign, ownUrl, wake };
}

/** The decision with this id, `null` when the ledger has none. */
export async function findDecision(ledger: Ledger, decisionId: string): Promise<Decision | null> {
	const [decision] = await ledger.read('decision_log', { decisionId });
	return decision ?? null;
}

/**
 * The decision with this id.
 * @throws AutopilotError DECISION_NOT_FOUND
 */
export async function requireDecision(ledger: Ledger, decisionId: string): Promise<Decision> {
	const decision = await findDecision(ledger, decisionId);
	if (!decision) throw new AutopilotError('DECISION_NOT_FOUND', `There is no decision "${decisionId}" in the ledger`);
	return decision;
}

/** Language and time zone of a decision: its goal's, where it has one. */
export async function viewFor({ ledger, settings }: Desk, decision: Decision): Promise<DecisionView> {
	const [goal] = decision.goalId === '' ? [] : await ledger.read('goals_tracker', { goalId: decision.goalId });
	return viewOf(decision, goal ?? null, goal ? goal.timeZone : (await settings()).timeZone);
}
