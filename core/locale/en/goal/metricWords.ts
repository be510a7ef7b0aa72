import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** What a goal can aim at. `key` is the metric. */
export const METRIC_WORDS: readonly WordGroup[] = [
	{
		cls: 'metric',
		key: 'revenue',
		words: list(`
		revenue|revenues|sales|turnover|income|gmv|mrr|arr|takings|earnings|gross sales|top line|sale|revnue
		revenu|billings
	`),
	},
	{
		cls: 'metric',
		key: 'profit',
		words: ['profit', 'profits', 'net profit', 'margin', 'gross profit', 'net income', 'bottom line', 'ebitda'],
	},
	{
		cls: 'metric',
		key: 'new_customers',
		words: list(`
		new customers|new customer|customers|customer|new clients|clients|client|new buyers|buyers
		paying customers|new paying customers|custmers|costumers|deals|new orders|orders|conversions|purchases
		new users|users
	`),
	},
	{
		cls: 'metric',
		key: 'members',
		words: list(`
		members|member|memberships|membership|subscribers|subscriber|paid members|paying members|new members
		active members|subs|subscriptions|new subscribers
	`),
	},
	{
		cls: 'metric',
		key: 'followers',
		words: ['followers', 'follower', 'new followers', 'x followers', 'twitter followers', 'instagram followers'],
	},
	{
		cls: 'metric',
		key: 'trials',
		words: ['trials', 'trial', 'free trials', 'trial signups', 'trial sign-ups', 'trial starts', 'new trials', 'trial users'],
	},
	{
		cls: 'metric',
		key: 'leads',
		words: list(`
		leads|lead|prospects|new leads|enquiries|inquiries|sign-ups|signups|sign ups|qualified leads
		email signups
	`),
	},
	{ cls: 'metric', key: 'churn_rate', words: ['churn', 'churn rate', 'cancellation rate', 'cancellations', 'attrition'] },
	{
		cls: 'metric',
		key: 'conversion_rate',
		words: [
			'conversion rate',
			'conversion',
			'cvr',
			'close rate',
			'trial conversion',
			'trial conversion rate',
			'trial-to-paid rate',
		],
	},
];
