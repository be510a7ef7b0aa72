import type { Business } from './business/business';
import { dayOf, revenueBetween, visibleCustomers, type Knobs } from './business/model';
import { parseInstant, toInstant, type Clock } from './shared/clock';
import type { Fault, Faults, PendingFault, RequestRecord, ServiceName } from './shared/faults';
import type { SheetsControl } from './sheets/control';
import type { ChatDriver } from './telegram/chatDriver';

/** What the simulated business looks like from outside of every API. */
export interface SandboxState {
	readonly now: string;
	readonly day: string;
	readonly seed: number;
	readonly currency: string;
	readonly scenario: Knobs;
	readonly customers: number;
	/** Of the last 30 days, less refunds. */
	readonly revenue30Days: number;
	readonly runs: number;
	readonly requests: Readonly<Record<ServiceName, number>>;
}

/** What the control of the sandbox needs to reach. */
export interface ControlParts {
	readonly seed: number;
	readonly clock: Clock;
	readonly business: Business;
	readonly faults: Faults;
	readonly chat: ChatDriver;
	readonly sheets: SheetsControl;
	/** A buyer objects to a payment at Whop. */
	readonly dispute: (paymentId: string, reason: string) => string;
	/** E-mails as they were sent, oldest first. */
	readonly mails: () => readonly string[];
	/** What Whop knows of its webhooks, secrets included. */
	readonly webhooks: () => readonly { readonly id: string; readonly url: string; readonly secret: string }[];
	readonly dropUpdates: () => void;
	/** Brings the emulators back to their first moment. */
	readonly resetServices: () => void;
}

/** Drives the sandbox from the same process. Times are ISO 8601 instants. */
export class Control {
	readonly chat: ChatDriver;
	readonly sheets: SheetsControl;

	constructor(private readonly parts: ControlParts) {
		this.chat = parts.chat;
		this.sheets = parts.sheets;
	}

	now(): string {
		return toInstant(this.parts.clock.now());
	}

	/** Moves the clock forward; what the business does until then happens. An earlier instant is ignored. */
	advance(to: string): string {
		this.parts.clock.moveTo(parseInstant(to));
		return toInstant(this.parts.business.state.now);
	}

	/** The same as `advance`: time and business are never apart. */
	setClock(now: string): string {
		return this.advance(now);
	}

	/** Turns the knobs of the world; 1 is ordinary. Holds for what begins afterwards. */
	scenario(knobs: Partial<Knobs>): Knobs {
		for (const [name, value] of Object.entries(knobs)) {
			if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`${name} must be a number of 0 or more`);
		}
		return this.parts.business.turn(knobs);
	}

	/** Makes the next matching requests of a service go wrong. */
	addFault(fault: Fault): void {
		this.parts.faults.add(fault);
	}

	clearFaults(service?: ServiceName): void {
		this.parts.faults.clear(service);
	}

	faults(): readonly PendingFault[] {
		return this.parts.faults.list();
	}

	/** Actions done, by run id. A repeated call of the same run counts once. */
	counters(): ReadonlyMap<string, number> {
		return new Map([...this.parts.business.state.runs].map(([runId, run]) => [runId, run.actions]));
	}

	/** What each run cost, by run id. */
	costs(): ReadonlyMap<string, number> {
		return new Map([...this.parts.business.state.runs].map(([runId, run]) => [runId, run.cost]));
	}

	/** How often each run was asked for. */
	calls(): ReadonlyMap<string, number> {
		return new Map([...this.parts.business.state.runs].map(([runId, run]) => [runId, run.calls]));
	}

	/** The latest requests the services got, oldest first. */
	requests(service?: ServiceName): readonly RequestRecord[] {
		return this.parts.faults.requests(service);
	}

	/** Money received, refunded and left within [from, to). */
	revenue(from: string, to: string): { gross: number; refunded: number; net: number } {
		return revenueBetween(this.parts.business.state, parseInstant(from), parseInstant(to));
	}

	/** Lets the bank of a buyer object to a payment. @returns the dispute's id */
	dispute(paymentId: string, reason = 'fraudulent'): string {
		return this.parts.dispute(paymentId, reason);
	}

	/** The e-mails that were sent, as they came. */
	mails(): readonly string[] {
		return this.parts.mails();
	}

	/** The webhooks made at Whop, with the secrets that its API tells once only. */
	webhooks(): ReturnType<ControlParts['webhooks']> {
		return this.parts.webhooks();
	}

	state(): SandboxState {
		const { state } = this.parts.business;
		return {
			now: toInstant(state.now),
			day: dayOf(state.now),
			seed: this.parts.seed,
			currency: state.economy.currency,
			scenario: state.knobs,
			customers: visibleCustomers(state).length,
			revenue30Days: revenueBetween(state, state.now - 30 * 86_400_000, state.now).net,
			runs: state.runs.size,
			requests: this.parts.faults.requestCounts(),
		};
	}

	/** As if a day went by: Telegram gives up on the updates that it could not deliver. */
	dropUpdates(): void {
		this.parts.dropUpdates();
	}

	/** Everything as it was at the start: business, chats, sheets, faults and counters. The webhook stays. */
	reset(): void {
		this.parts.business.reset();
		this.parts.faults.reset();
		this.parts.resetServices();
	}
}
