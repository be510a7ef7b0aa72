import type { Instant, JsonValue } from './primitives';

export type CatalogFlag = 'mass_send' | 'deletes_customer_data' | 'security' | 'external_api';

/** A workflow the owner allows: one row of `workflow_catalog`. Money is in the setting CURRENCY. */
export interface CatalogEntry {
	readonly workflowKey: string;
	/** n8n's id of the workflow. */
	readonly workflowId: string;
	readonly name: string;
	readonly purpose: string;
	/** What one action is: `email`, `trial`, `post` … */
	readonly unit: string;
	readonly capacityPerDay: number;
	/** `null`: unknown, so the workflow is not planned. */
	readonly costPerAction: number | null;
	/** Prior mean of conversions per action, 0–1. */
	readonly conversionMean: number;
	/** How many actions the prior is worth. */
	readonly conversionStrength: number;
	readonly valuePerConversion: number;
	/** Days from action to conversion. */
	readonly lagDays: number;
	readonly dependsOn: readonly string[];
	readonly parallel: boolean;
	readonly params: Readonly<Record<string, JsonValue>>;
	readonly flags: readonly CatalogFlag[];
	readonly enabled: boolean;
	/** `null`: never run by the pack, so its first use is asked for. */
	readonly firstUsedAt: Instant | null;
	/** Where a run is started by a signed webhook, so that n8n's queue mode can give it to any worker. `null`: in this process. */
	readonly webhookUrl: string | null;
}
