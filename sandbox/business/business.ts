import type { Clock } from '../shared/clock';
import type { Customer } from './customer';
import {
	advance,
	createBusiness,
	ORDINARY,
	performActions,
	replaceCustomer,
	type ActionsInput,
	type BusinessRun,
	type BusinessState,
	type Knobs,
} from './model';

/** The one shop behind all services: the model's state, moved along with the clock. */
export class Business {
	private current: BusinessState;
	private readonly start: number;

	constructor(
		private readonly seed: number,
		private readonly currency: 'JPY' | 'USD',
		private readonly clock: Clock,
		private readonly scenario: Partial<Knobs> = {},
	) {
		this.start = clock.now();
		this.current = this.fresh();
	}

	/** The state at the clock's time. */
	get state(): BusinessState {
		this.current = advance(this.current, this.clock.now());
		return this.current;
	}

	/** A caller whose time is ahead takes the shop along. */
	perform(input: ActionsInput): BusinessRun {
		this.clock.moveTo(input.at);
		const { state, run } = performActions(this.state, input);
		this.current = state;
		return run;
	}

	turn(knobs: Partial<Knobs>): Knobs {
		this.current = { ...this.state, knobs: { ...this.current.knobs, ...knobs } };
		return this.current.knobs;
	}

	change(userId: string, change: (customer: Customer) => Customer): void {
		this.current = replaceCustomer(this.state, userId, change);
	}

	/** Back to the first moment, with the same seed. */
	reset(now = this.start): void {
		this.clock.reset(now);
		this.current = this.fresh();
	}

	private fresh(): BusinessState {
		return createBusiness(this.seed, this.currency, this.clock.now(), { ...ORDINARY, ...this.scenario });
	}
}
