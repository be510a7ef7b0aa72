export { checkAccess } from './access';
export {
	deleteOverrideWrite,
	getOverride,
	listOverrides,
	newOverrideWrite,
	updateOverrideWrite,
	writeOverride,
} from './affiliateOverrides';
export { getAffiliate, listAffiliates } from './affiliates';
export { affiliateAction, createAffiliate, newAffiliateWrite } from './affiliateWrites';
export { readBusinessState } from './businessState';
export { getDispute, listDisputes } from './disputes';
export { actOnDispute, evidenceWrite, submitEvidenceWrite } from './disputeWrites';
export { type WhopEnvironment, whopBaseUrl } from './environment';
export { readEvent, type WhopEvent } from './events';
export { getMember, listMembers } from './members';
export {
	actOnMembership,
	addFreeDaysWrite,
	cancelWrite,
	membershipMetadataWrite,
	pauseWrite,
	resumeWrite,
	resyncAccessWrite,
	uncancelWrite,
} from './membershipActions';
export { getMembership, listMemberships } from './memberships';
export { readMissedEvents } from './missedEvents';
export { actOnPayment, chargeWrite, paymentAction, refundWrite } from './paymentActions';
export { getPayment, listPaymentFees, listPayments } from './payments';
export { getPlan, listPlans } from './plans';
export { deletePlanWrite, newPlanWrite, updatePlanWrite, writePlan } from './planWrites';
export { getProduct, listProducts } from './products';
export { deleteProductWrite, newProductWrite, updateProductWrite, writeProduct } from './productWrites';
export { createPromoCode, deletePromoCodeWrite, getPromoCode, listPromoCodes, newPromoCodeWrite } from './promoCodes';
export { getRefund, listRefunds } from './refunds';
export { remove } from './remove';
export { readRevenue } from './revenue';
export { listMetrics, readStat } from './stats';
export { checkSignature } from './webhookSignature';
export { createWebhook, deleteWebhook, findWebhook, listWebhooks, newWebhookWrite } from './webhooks';
export { createWhopClient, type WhopClient, type WhopWrite } from './whopClient';
