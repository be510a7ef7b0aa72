/** Ways to say that no money is to be spent, or that no budget is named. A free trial is something else. */
export const NO_MONEY =
	/\b(?:spend(?:ing)? (?:nothing|no money|zero)|(?:without|no|zero|not|n't) (?:spend(?:ing)?|paying|pay)(?: (?:anything|any money|money|a (?:cent|penny|yen|dollar)|a single \w+))?(?= ?(?:$|[.,;!]))|(?:without|no|zero) (?:a |any )?(?:budget|spend|ad spend|cost|costs|expenses|money|ad costs)\b|(?:for|at) (?:free|no cost|zero cost)(?! (?:trial|sign|user|member))|free of charge|costs? nothing|don't spend (?:anything|any|a) ?\w*|do not spend (?:anything|any|a) ?\w*)/;
/** Right before a figure: so much on top of what there is. */
export const MORE_BEFORE = /\b(?:another|an? (?:additional|extra|further|more)|further|additional|extra) ?$/;
/** Right after a figure. */
export const MORE_AFTER = /^ (?:more|extra|on top|additional(?:ly)?)\b/;
