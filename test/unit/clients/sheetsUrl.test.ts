import { sheetsUrl } from '../../../nodes/shared/ledger';

it.each([
	['', 'https://sheets.googleapis.com/'],
	['  ', 'https://sheets.googleapis.com/'],
	[undefined, 'https://sheets.googleapis.com/'],
	['http://127.0.0.1:4321', 'http://127.0.0.1:4321'],
])('takes %j in the credential for %s', (field, url) => {
	expect(sheetsUrl(field)).toBe(url);
});
