import { z } from 'zod';
import type { WhopClient, WhopWrite } from './whopClient';

/** Carries out a write whose answer says nothing but that it was done: deletions and archivings. */
export async function remove(client: WhopClient, write: WhopWrite): Promise<void> {
	await client.write(write, z.unknown());
}
