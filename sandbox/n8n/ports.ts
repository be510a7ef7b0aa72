import { createServer } from 'node:net';

const listen = (port: number): Promise<number | null> =>
	new Promise((resolve) => {
		const server = createServer();
		server.unref();
		server.once('error', () => resolve(null));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const bound = typeof address === 'object' && address ? address.port : null;
			server.close(() => resolve(bound));
		});
	});

/** A port of 127.0.0.1 that nobody listens on: the wanted one if it is free, else any. */
export async function freePort(wanted = 0): Promise<number> {
	const port = (await listen(wanted)) ?? (await listen(0));
	if (port === null) throw new Error('No free port on 127.0.0.1');
	return port;
}
