/**
 * The words of the project. Every table, node, message and document uses them in this sense.
 *
 * - Instruction: the owner's sentence, as typed.
 * - Goal: a metric, a target value, a period and a budget, read from an instruction.
 * - Plan: how many actions of which workflow on which day, what that costs and how likely it reaches the goal.
 * - Step: one workflow on one day with its parameters. Derived from the plan.
 * - Catalog entry: a workflow the owner allows, with its unit, capacity, cost and priors.
 * - Run: one execution of a step.
 * - Adjustment: a change the loop makes to its plan, with why, what allowed it and what it brought.
 * - Reservation: the money set aside for a run before it starts; it counts as spent until the run's cost is known.
 * - Admission: the moment in which a worker is allowed to start some runs, with a place for each and money for each.
 * - Archived row: a row of long ago, taken out of a table of a spreadsheet that had grown too large.
 * - Workflow health: how a workflow has fared lately; the circuit breaker leaves one alone that fails too often.
 * - Metric / Observation: a named figure / its value for one day from one source.
 * - Policy, Rule, Verdict: `allow | ask | deny`, with the rule that decided.
 * - Decision: a question to a person with 2–4 options, a deadline and exactly one outcome.
 * - Answer, Vote: what came in for a decision / an answer that counts, of which a quorum needs several.
 * - Approver, Channel: who may answer / how they are reached.
 * - Reminder, Escalation: asking the same person again / asking the next one.
 * - Report: what ran, what it brought, what comes next, in the goal's language.
 * - Delivery: one report on its way to one person.
 */
export * from './model/adjustment';
export * from './model/answer';
export * from './model/archive';
export * from './model/catalog';
export * from './model/decision';
export * from './model/goal';
export * from './model/health';
export * from './model/observation';
export * from './model/plan';
export * from './model/primitives';
export * from './model/report';
export * from './model/run';
export * from './model/setting';
export * from './model/verdict';
