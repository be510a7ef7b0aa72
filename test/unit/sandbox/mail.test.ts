import { createTransport } from 'nodemailer';
import { useServers } from './setup';

const servers = useServers();

it('takes e-mails and shows them as they are read, newest first', async () => {
	expect(await (await fetch(servers().mailUrl)).text()).toBe('No mail yet.\n');
	const transport = createTransport({ host: '127.0.0.1', port: servers().smtpPort, ignoreTLS: true });
	const subject = 'グロース実践プログラム（3か月）へのお申し込みありがとうございます';
	const text = '佐藤 様\n\nこのたびはお申し込みいただき、ありがとうございます。\n.\n100% = すべて <b>無料</b>';
	await transport.sendMail({ from: 'owner@shop.example', to: 'a@customer.example', subject, text });
	await transport.sendMail({ from: 'owner@shop.example', to: 'b@customer.example', subject: 'Plain', text: 'Dear B, a = b' });
	transport.close();
	const page = await fetch(servers().mailUrl);
	expect(page.headers.get('content-type')).toBe('text/plain; charset=utf-8');
	const shown = (await page.text()).split(/\n─+\n\n/);
	expect(shown).toEqual([
		'From: owner@shop.example\nTo: b@customer.example\nSubject: Plain\n\nDear B, a = b\n',
		`From: owner@shop.example\nTo: a@customer.example\nSubject: ${subject}\n\n${text}\n`,
	]);
	servers().control.reset();
	expect(await (await fetch(servers().mailUrl)).text()).toBe('No mail yet.\n');
});
