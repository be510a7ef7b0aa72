import type { Ruling, RulingReader } from '../../../goal/ruling';

const OTHERS = '(?:workflows?|ones?|others?|channels?|tools?|methods?)';
const EXCEPT =
	'(?:but|except(?:ing)?(?: for)?|other than|apart from|aside from|besides|save for|excluding|than|beyond|outside of)';
const NOTHING = `(?:nothing|none(?: of (?:the|my|our) ${OTHERS})?|no (?:other |more )?${OTHERS}|no one|no other)(?: else| at all)?`;
const ANY = `(?:anything|everything|any(?: other)?(?: of (?:the|my|our|them))?(?: ${OTHERS})?|all(?: of)?(?: (?:the|my|our|them))?(?: other)?(?: ${OTHERS})?|every(?: other)? (?:workflow|one)|the (?:rest|others?|other ${OTHERS}))(?: else)?`;
const NOT = "(?:do not|don't|dont|must not|mustn't|should not|shouldn't|may not|never|won't|will not|cannot|can't|not)";
const USE = '(?:use|using|run|running|touch|start|launch|execute|send|try|do|rely on)';
const STOP =
	'(?:avoid|avoiding|stop|stopping|pause|disable|skip|skipping|exclude|ban|halt|forbid|prohibit|leave out|turn off|switch off|cancel)';
const REFUSE = `(?:(?:${NOT}|without|no) (?:to )?(?:ever )?${USE}|(?:${STOP}|without|not)(?: (?:using|running|the use of))?)`;
const NAME_FOLLOWS = '(?:,? ?:?) ?(?:(?:use|run|using|with|by|via|for|on|the|my|our|any) )*(?:workflows? )?["“]?$';
const PASSIVE =
	'(?: (?:is|are|will be|should be|may be|can be|must be|be) (?:to be )?(?:used|run|allowed|started|permitted|touched))?';

const before = (pattern: string): RegExp => new RegExp(`(?<![a-z'])${pattern}${NAME_FOLLOWS}`);
const REFUSES_REST = before(`${REFUSE} ${ANY}${PASSIVE},? ${EXCEPT}`);
const OFF =
	'(?:off(?: limits|-limits)?|out|alone|aside|unused|not (?:allowed|permitted|to be used|used)|banned|forbidden|prohibited|stopped|paused|disabled|excluded)';
/** "Everything is off except X", "leave everything off but X". */
const REST_OFF = before(`${ANY}(?: (?:is|are|must be|should be|stays?|remains?|switched|turned))* ${OFF},? ${EXCEPT}`);
const NOTHING_BUT = before(`${NOTHING}${PASSIVE},? ${EXCEPT}`);
const ALL_BUT = before(`${ANY}${PASSIVE},? ${EXCEPT}`);
const LEADING_EXCEPT = before(EXCEPT);
const NOT_ONLY = before('not (?:only|just|merely|simply)');
const ONLY = before(
	'(?:only (?:ever )?(?:want|allow|permit|need)(?: (?:you|us|it))?(?: to)?|(?:only|solely|exclusively|purely|just)(?: ever)?|(?:use|run|using|running|with|via) (?:only|just)|the only (?:workflows?|ones?)[a-z ]{0,30} (?:is|are)|(?:stick|sticking|limit(?:ed)?|restrict(?:ed)?|confined?)(?: (?:it|this|yourself|everything))? (?:to|with)(?: only| just)?)',
);
/** A refusal of a refusal: "don't skip X", "not without X". */
const KEEPS = before(
	`(?:${NOT}|no (?:need|reason) to|without) (?:to )?(?:ever )?(?:${STOP}|without|drop)(?: (?:using|running))?`,
);
const REFUSAL = /(?:n't|\b(?:dont|cannot|not|never|without|avoid|stop|no|nothing|none))\b/;

const AFTER_NAME = '^["”]?(?: workflows?)?';
const REST_REFUSED = new RegExp(
	`${AFTER_NAME},? (?:please |you |we |may |should |must |can |it )*(?:${REFUSE} ${ANY}|(?:${USE} )?${NOTHING}|${ANY} (?:is|are|must be|should be|stays?|remains?) (?:off|not|ban|forbid|prohibit|stop|paus|disab|exclu))`,
);
const IS_OFF = new RegExp(
	`${AFTER_NAME} (?:is|are|must be|should be|stays?|remains?) (?:off(?: limits|-limits)?|not (?:allowed|permitted|to be used|used)|banned|forbidden|prohibited|stopped|paused|disabled|excluded)`,
);
const NO_OTHERS = new RegExp(
	`${AFTER_NAME}(?:,? (?:and|but))?,? (?:nothing (?:else|more|other)|no others?\\b(?: ${OTHERS})?|none other)|${AFTER_NAME} (?:is|are) the only (?:workflows?|ones?|thing)`,
);
/** "Cold emails only", but not "cold emails only 20 a day" or "only on Mondays". */
const ALONE = new RegExp(
	`${AFTER_NAME} (?:only|alone|exclusively|solely)(?![a-z-])(?! ?(?:[0-9]|up to|at most|on |in the|every|once|twice|for |if|when|after|until|by |a |one|two|three|ten))`,
);
const NOT_REFUSED = new RegExp(
	`${AFTER_NAME} (?:is|are|was|should|must|may|can)? ?(?:not|n't|isn't|aren't|never) (?:to )?(?:be )?(?:exclud|bann|forbid|prohibit|skip|avoid|stop|disab|paus|off)`,
);

const taken = (kind: Ruling['kind'], ahead: number, behind = 0): Ruling => ({ kind, before: ahead, after: behind });
const lengthOf = (pattern: RegExp, text: string): number => pattern.exec(text)?.[0].length ?? 0;
/** Whether a refusal stands in the same breath before the last so many characters. */
const isRefusedBefore = (text: string, length: number): boolean =>
	REFUSAL.test((/[^.!?;,]*$/.exec(text.slice(0, text.length - length)) ?? [''])[0]);

/** What English says before and after a list of names about using them. */
export const readRuling: RulingReader = (text, after) => {
	const lone = (kind: Ruling['kind'], length: number): Ruling => taken(isRefusedBefore(text, length) ? 'doubt' : kind, length);
	const refuses = lengthOf(REFUSES_REST, text);
	if (refuses > 0) return lone('only', refuses);
	const restOff = lengthOf(REST_OFF, text);
	if (restOff > 0) return lone('only', restOff);
	const nothing = lengthOf(NOTHING_BUT, text);
	if (nothing > 0) return lone('only', nothing);
	const allBut = lengthOf(ALL_BUT, text);
	if (allBut > 0) return lone(IS_OFF.test(after) ? 'only' : 'exclude', allBut);
	const keeps = lengthOf(KEEPS, text);
	if (keeps > 0) return taken('doubt', keeps);
	const leading = lengthOf(LEADING_EXCEPT, text);
	const rest = lengthOf(REST_REFUSED, after);
	if (leading > 0 && rest > 0) return taken('only', leading, rest);
	const notOnly = lengthOf(NOT_ONLY, text);
	if (notOnly > 0) return taken('none', notOnly);
	const only = lengthOf(ONLY, text);
	if (only > 0) return lone('only', only);
	return afterNames(text, after);
};

function afterNames(text: string, after: string): Ruling | null {
	const others = lengthOf(NO_OTHERS, after);
	if (others > 0) return taken('only', 0, others);
	const alone = lengthOf(ALONE, after);
	if (alone > 0) return taken(isRefusedBefore(text, 0) ? 'doubt' : 'only', 0, alone);
	const kept = lengthOf(NOT_REFUSED, after);
	return kept > 0 ? taken('doubt', 0, kept) : null;
}
