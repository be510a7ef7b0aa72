import type { Forecast, Goal } from '../types';

/** The goal with what will probably come out. */
export const withForecast = (goal: Goal, { value, low, high, probability, finishAt }: Forecast): Goal => ({
	...goal,
	forecastValue: value,
	forecastLow: low,
	forecastHigh: high,
	probability,
	forecastFinishAt: finishAt,
});
