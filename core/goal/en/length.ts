const COUNT = '(?:<a>?<few>|<num|year>(?:<and><a>?<half>)?|<another>(?:<num|few>)?|<a>?<half><a>?|<whole>|<a>)';
const PART = `${COUNT}<p>?<unit|ord>(?:<and><a>?<half>)?`;

/** "day and a half". */
const BARE = '<unit><and><a>?<half>';

/** A length of time as a pattern over token classes: two and a half hours, a couple of weeks, 1 month 21 days. At most four parts. */
export const LENGTH = `(?:${BARE}|${PART})(?:<and|p>{0,2}${PART}){0,3}`;
