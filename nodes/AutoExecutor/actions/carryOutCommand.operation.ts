import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { type ChatCommand, readChatCommand } from '../../../core/chat/chatCommand';
import { chatLocale, goalLines, numberedGoals } from '../../../core/chat/goalList';
import { stopLines } from '../stopLines';
import { escapeHtml } from '../../../core/decision/safeText';
import { CHAT_TEXTS, type ChatTexts } from '../../../core/locale/chat';
import { buildReport } from '../../../core/report/buildReport';
import { reportHtml, reportText } from '../../../core/report/html';
import { UNSAID_REASON } from '../../../core/execution/unsaidReason';
import { readableSettings } from '../../../core/readableSettings';
import type { Goal } from '../../../core/types';
import { loopState } from '../../../ledger/loopState';
import { refuseAgents } from '../../shared/refuseAgents';
import { readUpdate, type Reply } from '../../shared/telegramUpdate';
import type { Routed } from '../../shared/items';
import { openLedger } from '../../shared/ledger';
import type { TurnResult } from '../../shared/loopShell';
import type { Operation } from '../../shared/operation';
import { switchOn } from '../brake';
import { OUTPUT } from '../outputs';
import { consequencesOf } from '../routeAll';
import { openSession, type Session } from '../session';
import { readReason } from './goalControl.operation';
import { stopAll } from './stopEverything.operation';
import { toldMessage } from '../../shared/errors';

/** What is said to the person, and what came of the goals besides. */
interface Outcome {
	readonly says: readonly { readonly text: string; readonly html: string }[];
	readonly results?: readonly TurnResult[];
}

const say = (...lines: readonly string[]): Outcome => {
	const text = lines.join('\n');
	return { says: [{ text, html: escapeHtml(text) }] };
};

/** Carries out what an approver types in the chat: /stop, /status, /goals, /report, /pause, /resume. */
export const carryOutCommand: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		refuseAgents(context, 'Only people command the loop in the chat; an AI agent uses the operations on goals');
		const message = readUpdate(context.getInputData()[itemIndex]?.json ?? {});
		if (message?.type !== 'reply') return [];
		const command = readChatCommand(message.text);
		// Among other people a bot speaks only when it is spoken to.
		if (message.chatId !== message.userId && !/^\s*[/／]/.test(message.text)) return [];
		const { ledger } = await openLedger(context, itemIndex);
		// Who may pull the brake must not depend on whether everything else is in order.
		const { approvers } = readableSettings(await ledger.read('settings'));
		const texts = CHAT_TEXTS[message.locale];
		const outcome = approvers.includes(`telegram:${message.userId}`)
			? await carryOut(context, itemIndex, command, message)
			: say(texts.notAnApprover(message.userId));
		return [...outcome.says.map((said) => replyItem(message, command, said)), ...consequences(outcome.results ?? [])];
	},
};

/** Answers go to the person alone, also when the command was typed in a group: figures are nobody else's business. */
const replyItem = ({ userId }: Reply, command: ChatCommand | null, said: IDataObject): Routed => ({
	output: OUTPUT.result,
	json: { command: command?.name ?? null, chat_id: userId, ...said },
});

/** Questions to ask and reports to send. */
const consequences = (results: readonly TurnResult[]): Routed[] =>
	results.filter(({ failure }) => failure === null).flatMap(consequencesOf);

async function carryOut(
	context: IExecuteFunctions,
	itemIndex: number,
	command: ChatCommand | null,
	message: Reply,
): Promise<Outcome> {
	// The brake first: it must not wait until everything else has been read.
	if (command?.name === 'stop') return await stop(context, itemIndex, command, message);
	if (command?.name === 'resume' && command.goal === null) await switchOn((await openLedger(context, itemIndex)).ledger);
	const session = await openSession(context, itemIndex);
	const all = numberedGoals(session.snapshot.goals);
	const texts = CHAT_TEXTS[chatLocale(all, message.locale)];
	if (!command) return say(texts.howToAnswer);
	const named = command.goal === null ? all : all.slice(command.goal - 1, command.goal);
	switch (command.name) {
		case 'help':
			return say(texts.help);
		case 'status':
		case 'goals':
			return say(...list(session, all, texts, command.name === 'status'));
		default:
			if (command.goal !== null && named.length === 0) return say(texts.noSuchGoal(command.goal));
			if (named.length === 0) return say(texts.noGoals);
			return await act(session, command, named, texts);
	}
}

function list({ snapshot, now }: Session, goals: readonly Goal[], texts: ChatTexts, figures: boolean): string[] {
	const off = snapshot.settings.autoExecutionEnabled ? [] : [texts.switchedOff];
	const states = goals.map((goal) => loopState(goal, snapshot));
	return goals.length === 0 ? [texts.noGoals, ...off] : [...goalLines(states, figures, now), ...off];
}

async function act(session: Session, command: ChatCommand, goals: readonly Goal[], texts: ChatTexts): Promise<Outcome> {
	const { snapshot, now, feed } = session;
	if (command.name === 'report') {
		const reports = goals.map((goal) => buildReport('daily', loopState(goal, snapshot), now));
		return { says: reports.map((report) => ({ text: reportText(report), html: reportHtml(report) })) };
	}
	const results =
		command.name === 'pause'
			? await feed(goals, { type: 'PauseRequested', reason: readReason(command.text, 'paused in the chat') })
			: await feed(goals, { type: 'ResumeRequested' });
	const changed = results.filter(({ state, failure }, index) => failure === null && state.goal.status !== goals[index]?.status);
	const asked = changed.filter(({ state }) => state.goal.status === 'awaiting_decision').length;
	const off = command.name === 'resume' && !snapshot.settings.autoExecutionEnabled ? [texts.stillSwitchedOff] : [];
	const which = command.goal === null ? [] : goals.map(({ instruction }) => texts.which(instruction));
	const failures = results.flatMap(({ failure }) => failure ?? []);
	const failed = failures[0] ? [texts.failed(failures.length, toldMessage(failures[0].error))] : [];
	if (changed.length === 0) return { ...say(...(failures[0] ? failed : [texts.nothingToDo]), ...which, ...off), results };
	if (command.name === 'pause') return { ...say(texts.paused(changed.length), ...failed, ...which), results };
	const lines = [
		...(changed.length > asked ? [texts.resumed(changed.length - asked)] : []),
		...(asked > 0 ? [texts.asksFirst(asked)] : []),
	];
	return { ...say(...lines, ...failed, ...which, ...off), results };
}

async function stop(context: IExecuteFunctions, itemIndex: number, command: ChatCommand, message: Reply): Promise<Outcome> {
	const results = await stopAll(context, itemIndex, readReason(command.text, UNSAID_REASON.stoppedInChat));
	return { ...say(...stopLines(results, message.locale)), results };
}
