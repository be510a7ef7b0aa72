/** Where a rate is going: mean and standard deviation of what is believed of its growth, as a logarithm a day. */
export interface Trend {
	readonly growth: number;
	readonly doubt: number;
}

/** Of what a rate grows on one day, so much is left on the next: trends end, and nobody knows when. */
const LASTS = 0.9;

/** For how many days' worth a trend has gone on by so many days ahead: a damped trend (Gardner & McKenzie 1985). */
export const trendDays = (ahead: number): number => (1 - LASTS ** ahead) / (1 - LASTS);

/** How far what an action brings will have gone with its trend by a day that lies so far ahead: its multiple of today's. */
export const grownBy = ({ growth }: Pick<Trend, 'growth'>, ahead: number): number => Math.exp(growth * trendDays(ahead));
