const MAIN = /^if\s+(?:__name__\s*==\s*(["'])__main__\1|(["'])__main__\2\s*==\s*__name__)\s*:/;
const CLIENT = /^\s*(?:import\s+trialbook\b|from\s+trialbook\b|(?:with\s+)?(?:\w+\.)*start_run\s*\()/;

/**
 * The line at which a Python script begins its work, from 0: the one that asks whether it is `__main__`, else the first that speaks of
 * the client, else the first.
 */
export function trainingEntry(lines: readonly string[]): number {
  const main = lines.findIndex((line) => MAIN.test(line));
  if (main >= 0) return main;
  return Math.max(0, lines.findIndex((line) => CLIENT.test(line)));
}
