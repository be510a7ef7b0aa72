/** One row of `settings`. */
export interface Setting {
	readonly key: string;
	readonly value: string;
	readonly note: string;
}
