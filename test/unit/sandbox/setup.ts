import { startServers, type Servers, type ServersOptions } from '../../../sandbox/servers';

/** Servers for the tests of a file, stopped after them. */
export function useServers(options: Partial<ServersOptions> = {}): () => Servers {
	let servers: Servers | undefined;
	beforeAll(async () => {
		servers = await startServers({ now: '2026-11-20T03:00:00.000Z', telegramSecondMs: 10, whopSecondMs: 2, ...options });
	});
	afterAll(async () => {
		await servers?.stop();
	});
	beforeEach(() => servers?.control.reset());
	return () => {
		if (servers === undefined) throw new Error('The servers are not started yet');
		return servers;
	};
}

/** Waits until `look` finds something, and fails when it does not within five seconds. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
	for (const deadline = Date.now() + 5_000; Date.now() < deadline; ) {
		const found = await look();
		if (found !== undefined) return found;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	throw new Error(`${what} did not happen`);
}
