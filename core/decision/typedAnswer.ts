/** What somebody typed, if it is an answer at all. */
export interface TypedAnswer {
	/** A word for yes or no, or the number of an option. */
	readonly choice: 'approve' | 'reject' | '1' | '2' | '3' | '4';
	readonly reason: string | null;
	/** The reason came after 理由, because or reason: it explains, and does not limit what was said. */
	readonly marked: boolean;
}

const APPROVE =
	'はい|承認します|承認する|承認です|承認|許可します|許可する|許可|賛成です|賛成|オーケーです|オーケー|okです|okay|ok|yes|y|approved|approve|i approve';
const REJECT =
	'いいえ|却下します|却下する|却下です|却下|拒否します|拒否する|拒否|不承認です|不承認|反対です|反対|no|n|rejected|reject|i reject|denied|deny|declined|decline';
const NUMBER =
	'(?:選択肢|オプション|案|option|no\\.|#)?\\s*([1-4])\\s*(?:番目|番|案|つ目)?(?:です|で|にします|を選びます|でお願いします)?';

/** The word or number alone, or followed by something that is not part of a longer word or number. */
const HEAD = new RegExp(`^(?:(${APPROVE})|(${REJECT})|${NUMBER})(?=で?お願い|よろしく|(?!\\.?[\\p{L}\\p{N}]))`, 'iu');
const COURTESY =
	/^(?:(?:で)?お願い(?:します|いたします|致します)?|よろしく(?:お願い(?:します|いたします|致します))?|ありがとう(?:ございます)?|please|thank you|thanks)?$/iu;
const MARK = /^(?:理由(?:は|としては)?|なぜなら|because|since|reason(?: is)?)[:\s、,]*/iu;
const PUNCTUATION = /^[\s、。,.:;!…ー〜~\-–—]+|[\s。.!]+$/gu;
/** `no problem` and its kin mean yes, or nothing: they are not an answer. */
const IDIOM = /^no (?:problem|worries|idea|objections?|matter|doubt|issues?)\b/iu;

/** What makes a digit a key cap in chats: 1️⃣. */
const KEYCAP = /[\ufe0f\u20e3]/g;

const LONGEST_ANSWER = 600;

/**
 * Reads a typed answer by a fixed grammar: yes or no or a number, then perhaps a reason. Full-width letters and digits count as
 * their half-width forms. Whatever the grammar does not cover is no answer, and the person is asked again: "yes, but only half"
 * must never count as yes.
 */
export function readTypedAnswer(text: string): TypedAnswer | null {
	if (text.length > LONGEST_ANSWER) return null;
	const folded = text
		.normalize('NFKC')
		.replace(KEYCAP, '')
		.replace(/^[\s「『"'(]+/, '');
	const head = IDIOM.test(folded) ? null : HEAD.exec(folded);
	if (!head) return null;
	const [matched, approve, reject, number] = head;
	const choice = number === undefined ? (approve === undefined ? 'reject' : 'approve') : (number as TypedAnswer['choice']);

	const rest = folded.slice(matched.length).replace(/^[」』"')]+/, '');
	const tail = rest.replace(PUNCTUATION, '');
	// A question back ("はい？") or another number ("1 or 2") is no answer.
	if (rest.includes('?') || /^\d/.test(tail)) return null;
	if (COURTESY.test(tail)) return { choice, reason: null, marked: false };
	const mark = MARK.exec(tail)?.[0];
	if (mark !== undefined) {
		const reason = tail.slice(mark.length).trim();
		return reason === '' ? null : { choice, reason, marked: true };
	}
	return isSetOff(rest, reject) ? { choice, reason: tail, marked: false } : null;
}

/** Without a mark only what punctuation or a new line sets off is a reason: "2 days" and "no way" are not answers. */
function isSetOff(rest: string, reject: string | undefined): boolean {
	const plainRefusal = reject !== undefined && !/^no?$/i.test(reject);
	return /^\s*[、。,:;!\-–—\n]/u.test(rest) || (plainRefusal && /^\s/.test(rest));
}
