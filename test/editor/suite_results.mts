/** How a suite in the extension host tells the process outside of it what happened: environment variables and files. */

/** Environment variable: the folder that gets `output.txt` and `counts.json`. */
export const RESULTS_FOLDER = 'TRIALBOOK_TEST_RESULTS';

/** Environment variable: a regular expression, only tests whose full title matches are run. */
export const SUITE_GREP = 'TRIALBOOK_TEST_GREP';

/** The content of `counts.json`. */
export interface SuiteCounts {
  passed: number;
  failed: number;
  skipped: number;
  /** The full titles of the tests that failed. */
  failures?: string[];
}
