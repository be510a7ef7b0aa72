import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** Agreement and refusal. `value` 1 is yes. */
export const YES_NO_WORDS: readonly WordGroup[] = [
	{
		cls: 'yes',
		value: 1,
		words: list(`
		yes|yeah|yep|yup|yea|ya|y|sure|ok|okay|okey|k|of course|certainly|absolutely|definitely|agree|agreed
		i agree|true|right|correct|affirmative|aye|fine|alright|all right|sounds good|why not|do it|go ahead
		approve|approved|exactly|indeed|uh huh|yessir|gladly|👌|👍|🙆|✅
	`),
	},
	{
		cls: 'no',
		value: 0,
		words: list(`
		no|nop|nope|nah|naw|n|not|never|disagree|i disagree|false|wrong|incorrect|negative|don't|do not|no way|not ok
		not okay|not agree|don't agree|do not agree|reject|rejected|deny|denied|refuse|decline|not sure|not right
		not fine|stop|👎|✋|🖐|🙅|❌
	`),
	},
];
