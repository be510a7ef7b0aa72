export { getAffiliate, listAffiliates } from './affiliates';
export { readBusinessState } from './businessState';
export { type WhopEnvironment, whopBaseUrl } from './environment';
export { getMember, listMembers } from './members';
export { actOnMembership, addFreeDaysWrite, cancelWrite, pauseWrite, resumeWrite, uncancelWrite } from './membershipActions';
export { getMembership, listMemberships } from './memberships';
export { actOnPayment, paymentAction, refundWrite } from './paymentActions';
export { getPayment, listPayments } from './payments';
export { getPlan, listPlans } from './plans';
export { getProduct, listProducts } from './products';
export {
	createPromoCode,
	deletePromoCode,
	deletePromoCodeWrite,
	getPromoCode,
	listPromoCodes,
	newPromoCodeWrite,
} from './promoCodes';
export { getRefund, listRefunds } from './refunds';
export { readRevenue } from './revenue';
export { listMetrics, readStat } from './stats';
export { createWhopClient, type WhopClient, type WhopWrite } from './whopClient';
