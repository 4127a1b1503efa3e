/** Environment variable: the file into which a program in the extension host writes its result as JSON. */
export const RESULT_FILE = 'TRIALBOOK_BENCH_RESULT';
