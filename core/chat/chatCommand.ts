/** What an approver can tell the loop in the chat. */
export type ChatCommandName = 'stop' | 'status' | 'goals' | 'report' | 'pause' | 'resume' | 'help';

export interface ChatCommand {
	readonly name: ChatCommandName;
	/** Number of a goal in the list of `/goals`; `null` for all of them. */
	readonly goal: number | null;
	/** What else was typed, e.g. why to stop. */
	readonly text: string;
}

const NAMES: ReadonlyMap<string, ChatCommandName> = new Map<string, ChatCommandName>([
	['stop', 'stop'],
	['停止', 'stop'],
	['全停止', 'stop'],
	['status', 'status'],
	['状況', 'status'],
	['goals', 'goals'],
	['目標', 'goals'],
	['report', 'report'],
	['レポート', 'report'],
	['pause', 'pause'],
	['一時停止', 'pause'],
	['resume', 'resume'],
	['再開', 'resume'],
	['help', 'help'],
	['ヘルプ', 'help'],
	// What Telegram itself sends when somebody opens the chat with the bot.
	['start', 'help'],
]);

/** `/pause`, `/pause 2`, `/stop@my_bot something is wrong`, `/停止`: a slash, so that no sentence is taken for a command. */
const COMMAND = /^\/([\p{L}_]+)(?:@\w+)?(?:\s+(?:(\d{1,3})(?=\s|$)\s*)?([\s\S]*))?$/u;

/** In a hurry nobody looks for the slash: the brake also works as a word alone. */
const BRAKE = /^(?:stop|全?停止|ストップ|止めて|とめて)[!。.]*$/iu;

/** Reads a command of the chat; `null` when the text is none. An unknown word after a slash is `help`. */
export function readChatCommand(text: string): ChatCommand | null {
	const typed = text.normalize('NFKC').trim();
	if (BRAKE.test(typed)) return { name: 'stop', goal: null, text: '' };
	const match = COMMAND.exec(typed);
	if (!match) return null;
	const [, word = '', goal, rest = ''] = match;
	return { name: NAMES.get(word.toLowerCase()) ?? 'help', goal: goal === undefined ? null : Number(goal), text: rest.trim() };
}
