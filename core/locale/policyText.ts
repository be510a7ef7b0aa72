import type { PolicyRequest, RuleName } from '../policy/rule';
import type { Locale } from '../types';
import { policyText as en } from './en/policy';
import { policyText as ja } from './ja/policy';

/** The reason for each rule's word. */
export type PolicyText = Readonly<Record<RuleName, (request: PolicyRequest) => string>>;

export const policyText: Readonly<Record<Locale, PolicyText>> = { ja, en };
