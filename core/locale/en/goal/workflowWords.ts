import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** Workflows the pack ships with, by the names owners use. `key` is the workflow key. */
export const WORKFLOW_WORDS: readonly WordGroup[] = [
	{
		cls: 'workflow',
		key: 'trial_onboarding',
		words: ['trial onboarding', 'trial_onboarding', 'onboarding', 'the onboarding workflow', 'onboarding workflow'],
	},
	{
		cls: 'workflow',
		key: 'affiliate_cold_outreach',
		words: list(`
		cold outreach|cold email|cold emails|cold e-mail|cold e-mails|cold emailing|affiliate outreach
		affiliate cold outreach|affiliate_cold_outreach|cold mail|cold mails|outreach
	`),
	},
	{
		cls: 'workflow',
		key: 'x_briefing_share',
		words: list(`
		x posts|posting on x|x posting|x briefing share|x_briefing_share|x briefing|twitter posts|posting to x
		tweets workflow|x sharing
	`),
	},
	{
		cls: 'thing',
		key: 'ads',
		words: ['ads', 'paid ads', 'advertising campaigns', 'google ads', 'facebook ads', 'meta ads', 'paid advertising'],
	},
	{
		cls: 'thing',
		key: 'discount',
		words: ['discounts', 'discount', 'coupons', 'promotions', 'promo codes', 'price cuts', 'sales promotions'],
	},
	{
		cls: 'thing',
		key: 'email',
		words: ['newsletter', 'newsletters', 'mass mail', 'mass e-mail', 'mass email', 'email blasts', 'spam'],
	},
	{ cls: 'thing', key: 'sns', words: ['social media', 'twitter', 'instagram', 'tiktok', 'youtube', 'telegram', 'facebook'] },
	{ cls: 'thing', key: 'affiliate', words: ['affiliates', 'affiliate'] },
	{ cls: 'thing', key: 'phone', words: ['phone', 'phone calls', 'cold calls', 'cold calling', 'telesales'] },
];
