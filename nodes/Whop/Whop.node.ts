import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeCredentialDescription,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { forEachItem } from '../shared/items';
import { ledgerCredentials } from '../shared/ledgerProperties';
import { affiliate } from './actions/affiliate';
import { affiliateOverride } from './actions/affiliateOverride';
import { dispute } from './actions/dispute';
import { event } from './actions/event';
import { member } from './actions/member';
import { membership } from './actions/membership';
import { propertiesOf, runOperation, type WhopResource } from './actions/operation';
import { payment } from './actions/payment';
import { plan } from './actions/plan';
import { product } from './actions/product';
import { promoCode } from './actions/promoCode';
import { refund } from './actions/refund';
import { stat } from './actions/stat';
import { listSearch } from './methods/listSearch';

/** The ledger is needed only where time zone, currency and rates come from its settings. */
const forUnits = (credential: INodeCredentialDescription): INodeCredentialDescription => ({
	...credential,
	displayOptions: { show: { ...credential.displayOptions?.show, unitsFrom: ['settings'] } },
});

const credentials: INodeCredentialDescription[] = [{ name: 'whopApi', required: true }, ...ledgerCredentials.map(forUnits)];

/** In the order in which the editor lists them. */
const RESOURCES: readonly WhopResource[] = [
	affiliate,
	affiliateOverride,
	dispute,
	event,
	member,
	membership,
	payment,
	plan,
	product,
	promoCode,
	refund,
	stat,
];

/** Whop's payments, memberships, members, products and plans, and the revenue they make. */
export class Whop implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Whop',
		name: 'whop',
		icon: { light: 'file:whop.svg', dark: 'file:whop.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with payments, memberships, promo codes and revenue at Whop',
		defaults: { name: 'Whop' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		hints: [
			{
				message: 'Returning all results can take minutes: Whop gives 100 at a time and 600 pages a minute.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition: '={{ $parameter["returnAll"] === true }}',
			},
			{
				message: 'Dry run: nothing was sent to Whop. Turn off "Dry Run" and turn on "Confirm" to send it.',
				type: 'warning',
				location: 'outputPane',
				whenToDisplay: 'afterExecution',
				displayCondition: '={{ $parameter["dryRun"] === true }}',
			},
		],
		properties: propertiesOf(RESOURCES, 'payment'),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await forEachItem(this, 1, async (itemIndex) => await runOperation(RESOURCES, this, itemIndex));
	}
}
