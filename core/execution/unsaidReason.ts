/** What stands for the reason of somebody who gave none; a report says it in the goal's language. */
export const UNSAID_REASON = {
	byHand: 'by hand',
	stoppedByHand: 'stopped by hand',
	stoppedInChat: 'stopped in the chat',
} as const;
