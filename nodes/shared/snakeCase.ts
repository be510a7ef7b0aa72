import type { IDataObject } from 'n8n-workflow';

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The ledger's column names are what users see everywhere, so items carry them too. Only the top level is renamed. */
export function toItem(object: object): IDataObject {
	return Object.fromEntries(Object.entries(object).map(([name, value]) => [snake(name), value as IDataObject[string]]));
}
