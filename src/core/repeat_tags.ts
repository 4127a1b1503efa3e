/** Of a run that repeats another: the other's id. */
export const REPEATS_TAG = 'trialbook.repeats';
/** Of a run that was made to repeat another exactly: whether it came to the same metrics, in words. */
export const VERDICT_TAG = 'trialbook.verdict';
