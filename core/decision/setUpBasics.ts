import { readApprovers } from './approver';
import { checkOf, type SetUpCheck } from './setUpCheck';

const LEAST_SECRET_LENGTH = 32;

/** Whether links and buttons can be signed. The secret itself stays outside. */
export function judgeSecret(length: number): SetUpCheck {
	const { ok, fails } = checkOf('Signing secret');
	if (length >= LEAST_SECRET_LENGTH) return ok(`The Autopilot API credential has a signing secret of ${length} characters.`);
	return fails(
		length === 0 ? 'The Autopilot API credential has no signing secret.' : `The signing secret has only ${length} characters.`,
		`Set a Signing Secret of at least ${LEAST_SECRET_LENGTH} random characters. Questions that are open then lose their buttons.`,
	);
}

/** Whether the ledger can be read. */
export function judgeLedger(failure: { readonly message: string; readonly remedy: string } | null): SetUpCheck {
	const { ok, fails } = checkOf('Ledger');
	return failure ? fails(failure.message, failure.remedy) : ok('The ledger can be read.');
}

/** Whether somebody could answer. */
export function judgeApprovers(approvers: readonly string[]): SetUpCheck {
	const { ok, fails } = checkOf('Approvers');
	try {
		const read = readApprovers(approvers);
		return ok(`Asked are ${read.join(', ')}.`);
	} catch (error) {
		return fails(
			error instanceof Error ? error.message : String(error),
			'List approvers in the setting APPROVERS, for example telegram:123456789, email:owner@example.com',
		);
	}
}

/**
 * Whether answers from Telegram reach the Answer operation.
 * @param workflows those with a Decision Handler and a Telegram Trigger; `null` when n8n's API could not be asked.
 */
export function judgeAnswerWorkflow(
	workflows: readonly { readonly name: string; readonly active: boolean }[] | null,
): SetUpCheck {
	const { ok, fails, undecided } = checkOf('Workflow that takes the answers');
	if (workflows === null)
		return undecided(
			'The list of workflows could not be read.',
			'Check base URL and API key in the Autopilot API credential; the key needs the scope workflow:list.',
		);
	const active = workflows.find((workflow) => workflow.active);
	if (active) return ok(`“${active.name}” is published.`);
	const [inactive] = workflows;
	return inactive
		? fails(`“${inactive.name}” is not published, so taps and replies are lost.`, 'Publish it.')
		: fails(
				'No workflow has a Telegram Trigger and a Decision Handler.',
				'Import and publish workflows/loop/03-decision-handler.json.',
			);
}
