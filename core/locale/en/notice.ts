import type { NoticeTexts } from '../notice';

/** Notices in English. */
export const noticeTexts: NoticeTexts = {
	heldTitle: 'Not started today',
	held: (workflows) => `These steps of today are held back: ${workflows.join(', ')}`,
	shortenedTitle: 'Fewer actions than planned today',
	shortened: (workflow, actions) =>
		`"${workflow}" does only ${actions} today: with those of other goals that is all it may do in a day.`,
	openedTitle: 'A workflow is left alone for a while',
	opened: (workflow, again) => `"${workflow}" failed and is left alone${again ? `; it is tried once from ${again} on` : ''}.`,
	unstoppedTitle: 'Could not be stopped',
	unstopped: (workflow, error) => `STILL RUNNING: "${workflow}" could not be stopped (${error})`,
	stopsAgain: 'It is tried again every few minutes. To stop it now, open Executions in n8n.',
	switchedOffTitle: 'Automatic execution is off',
	switchedOff: (workflows) => `AUTO_EXECUTION_ENABLED is false, so what was under way is stopped: ${workflows.join(', ')}`,
	switchOn: 'Nothing starts until it is true again.',
	deniedTitle: 'Resumed, but for a part',
	denied: 'The goal goes on, but some of its steps cannot start:',
	stoppedLateTitle: 'Stopped now',
	stoppedLate: (workflows) => `What could not be stopped at first is stopped: ${workflows.join(', ')}`,
	reason: (text) => `Why: ${text}`,
};
