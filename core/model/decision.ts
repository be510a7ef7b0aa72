import type { Plan } from './plan';
import type { Instant, JsonValue, Money } from './primitives';

export type DecisionKind =
	| 'plan_approval'
	| 'budget_overrun'
	| 'far_behind'
	| 'anomaly'
	| 'rate_limited'
	| 'parameter_change'
	| 'custom';

export type DecisionStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled' | 'superseded';

/** What choosing an option makes the loop do. `none` leaves it to the workflow that asked. */
export type OptionEffect =
	| { readonly type: 'start_plan' }
	| { readonly type: 'replace_plan'; readonly plan: Plan }
	| { readonly type: 'set_budget'; readonly budgetLimit: number }
	| { readonly type: 'scale_plan'; readonly factor: number }
	/** `without`: runs that are left out today. */
	| { readonly type: 'continue'; readonly without?: readonly string[] }
	| { readonly type: 'pause' }
	| { readonly type: 'cancel' }
	| { readonly type: 'none' };

/** One of the two to four answers a decision offers. */
export interface DecisionOption {
	/** `1`, `2` …: what an approver types. */
	readonly key: string;
	readonly label: string;
	/** `approve` goes to the Approved output, `reject` to Rejected. */
	readonly outcome: 'approve' | 'reject';
	readonly effect: OptionEffect;
	/** Computed, never written by hand: what would be spent, how likely the goal is, when it would be reached. */
	readonly spend: Money | null;
	readonly probability: number | null;
	readonly finishAt: Instant | null;
}

/** A way to reach people. */
export type ChannelName = 'telegram' | 'email' | 'webhook';

/** Where a question, a reminder or an escalation was sent, so that the message can be edited when the outcome is known. */
export interface ChannelReceipt {
	readonly channel: ChannelName;
	/** Telegram user id, e-mail address or URL host. */
	readonly approver: string;
	readonly status: 'sent' | 'failed';
	/** Telegram chat and message id; of an e-mail the execution to which its links lead, where they lead to one; else empty. */
	readonly reference: { readonly chatId?: string; readonly messageId?: number; readonly executionId?: string };
	readonly error: string | null;
	/** What was sent; missing for the question itself. */
	readonly purpose?: 'reminder' | 'escalation' | 'expiry';
	/** The approver, `telegram:123`, whom this address stands in for; missing where it is their own. */
	readonly standsFor?: string;
	/** When it was last tried, and how often; missing where it was tried once when the question was asked. */
	readonly triedAt?: Instant;
	readonly attempts?: number;
}

/**
 * What an approver types to choose one of the options, e.g. the amount of a new budget. That option cannot be chosen without it;
 * the others stay plain.
 */
export type DecisionInput =
	| {
			readonly type: 'text';
			/** Key of the option that the text belongs to. */ readonly option: string;
			readonly maxLength: number;
	  }
	| {
			readonly type: 'number';
			/** Key of the option that the number belongs to. */
			readonly option: string;
			/** Both ends are allowed; `null` is no limit. */
			readonly min: number | null;
			readonly max: number | null;
			/** ISO 4217 code for an amount of money, a word such as `people` for anything else, `null` for a bare number. */
			readonly unit: string | null;
	  };

/** A question to a person: one row of `decision_log`. */
export interface Decision {
	readonly decisionId: string;
	/** Empty for decisions of workflows outside the loop. */
	readonly goalId: string;
	readonly kind: DecisionKind;
	readonly status: DecisionStatus;
	readonly question: string;
	/** Figures the question rests on, one per line. */
	readonly evidence: readonly string[];
	readonly options: readonly DecisionOption[];
	/** Key of the recommended option. */
	readonly recommended: string;
	readonly risk: 'low' | 'medium' | 'high';
	readonly urgency: 'low' | 'medium' | 'high';
	readonly channels: readonly ChannelReceipt[];
	/** `telegram:<user id>` or `email:<address>`. */
	readonly approvers: readonly string[];
	/** Over which channels an approver with several addresses is reached first; empty: as the setting CHANNEL_ORDER says. */
	readonly channelOrder: readonly ChannelName[];
	/** How many distinct approvers must choose the same approving option. One refusal refuses. */
	readonly quorum: number;
	/** Who asked for it, like an approver; empty when no person did. Where the quorum is over 1 their own vote does not count. */
	readonly requestedBy: string;
	/** What choosing one of the options asks for beside the choice. */
	readonly input: DecisionInput | null;
	/** Key of the harmless option that policy names for the case that nobody answers. Empty: nothing happens then. */
	readonly expiryOption: string;
	readonly askedAt: Instant;
	/** The deadline when no reminder is left; `null` before the first was sent. */
	readonly nextReminderAt: Instant | null;
	/** How many levels up it has been escalated. */
	readonly escalationLevel: number;
	/** Until then a sweep that is sending for it keeps it from others; `null` when none is. */
	readonly heldUntil: Instant | null;
	/**
	 * When a closed question was done with: whoever was asked was told that nobody answered in time or that it was taken back, and no
	 * execution waits for its outcome any more. `null` until a sweep has seen to that.
	 */
	readonly announcedAt: Instant | null;
	readonly deadline: Instant;
	readonly answeredAt: Instant | null;
	readonly answeredBy: string | null;
	/** Key of the chosen option. */
	readonly answer: string | null;
	/** What was typed for `input`: a text, or a number in plain decimal digits. */
	readonly answerValue: string | null;
	/** Unit of a number that was typed: `input.unit`. */
	readonly answerUnit: string | null;
	readonly reason: string | null;
	/** When the loop carried the answer out. */
	readonly appliedAt: Instant | null;
	/** Digest of exactly what approval will execute; compared again before applying. */
	readonly payloadDigest: string;
	readonly executionId: string | null;
	/** Where the executions that wait are woken; one that went on is taken out. Waking never decides: the woken node reads this record. */
	readonly resumeUrls: readonly string[];
	/** What happened to the question beside its answer, for whoever reads the record. */
	readonly note: string | null;
}

/** What the loop wants to ask. The shell adds approvers, deadline and digest, and records it before anyone is asked. */
export interface DecisionRequest {
	readonly goalId: string;
	readonly kind: DecisionKind;
	/** Asking with the same goal, kind and key again returns the decision that is there. */
	readonly key: string;
	readonly question: string;
	readonly evidence: readonly string[];
	readonly options: readonly DecisionOption[];
	readonly recommended: string;
	readonly risk: Decision['risk'];
	readonly urgency: Decision['urgency'];
	/** Who asked for it, where a person did. */
	readonly requestedBy?: string;
	readonly input?: DecisionInput | null;
	readonly expiryOption?: string;
	/** Exactly what approval will execute; its digest is stored with the decision and compared again before applying. */
	readonly payload: JsonValue;
}
