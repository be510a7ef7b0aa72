/** One part of a length of time: 3年半, 数日間, ひと月. */
const PART = '(?:<spelled>|<num|su><nen|nichi|unit><kan>?<half>?<kan>?)';

/** A length of time as a pattern over token classes: 3年半, 1か月と21日, 数日間. At most five parts. */
export const LENGTH = `${PART}(?:<to>?${PART}){0,4}`;
