import type { CatalogEntry } from '../core/types';

const entry = (row: Pick<CatalogEntry, 'workflowKey' | 'name' | 'purpose' | 'unit'> & Partial<CatalogEntry>): CatalogEntry => ({
	workflowId: '',
	capacityPerDay: 0,
	costPerAction: null,
	conversionMean: 0,
	conversionStrength: 0,
	valuePerConversion: 98_000,
	lagDays: 1,
	dependsOn: [],
	parallel: true,
	params: {},
	flags: [],
	enabled: true,
	firstUsedAt: null,
	webhookUrl: null,
	...row,
});

/**
 * What the owner of the simulated shop believes about the three growth workflows. Money in JPY.
 * @param workflowId n8n's id of the workflow with this key
 */
export function sandboxCatalog(workflowId: (key: string) => string): CatalogEntry[] {
	return [
		entry({
			workflowKey: 'trial_onboarding',
			name: 'Trial Onboarding',
			purpose: 'New customers by way of a free trial',
			unit: 'trial',
			capacityPerDay: 20,
			costPerAction: 500,
			conversionMean: 0.15,
			conversionStrength: 40,
		}),
		entry({
			workflowKey: 'affiliate_cold_outreach',
			name: 'Affiliate Cold Outreach',
			purpose: 'Affiliates who bring customers',
			unit: 'email',
			capacityPerDay: 50,
			costPerAction: 30,
			conversionMean: 0.01,
			conversionStrength: 100,
			lagDays: 2,
			flags: ['mass_send'],
		}),
		entry({
			workflowKey: 'x_briefing_share',
			name: 'X Briefing Share',
			purpose: 'Reach on X',
			unit: 'post',
			capacityPerDay: 3,
			costPerAction: 200,
			conversionMean: 0.05,
			conversionStrength: 20,
		}),
	].map((row) => ({ ...row, workflowId: workflowId(row.workflowKey) }));
}
