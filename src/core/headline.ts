import { compareNames } from './ordering';
import type { Goal } from './run';

export interface Headline {
  readonly key: string;
  readonly goal: Goal;
}

/** Words of the field in the order in which one is preferred to the next, all of them better when higher. */
const HIGHER = [
  'accuracy', 'acc', 'f1', 'auc', 'auroc', 'auprc', 'r2', 'map', 'iou', 'miou', 'dice', 'ndcg', 'mrr', 'bleu', 'rouge', 'kappa', 'mcc',
  'score', 'reward', 'return', 'elo', 'psnr', 'ssim', 'precision', 'recall', 'sensitivity', 'specificity', 'hits',
];
/** Better when lower. */
const LOWER = [
  'loss', 'error', 'err', 'rmse', 'mse', 'mae', 'mape', 'rmsle', 'perplexity', 'ppl', 'nll', 'bpc', 'wer', 'cer', 'fid', 'logloss', 'brier',
  'crossentropy', 'entropy', 'divergence', 'regret',
];
const SPLITS = [['val', 'valid', 'validation', 'dev', 'eval'], ['test', 'holdout'], [], ['train', 'training']];

/**
 * The metric by which runs are told apart when nobody has chosen one: of what was measured on validation data rather than
 * on training data, an accuracy rather than a loss. Null when no key is known for what is better; `system/` is never one.
 */
export function headlineMetric(keys: readonly string[]): Headline | null {
  let best: { key: string; goal: Goal; rank: number } | null = null;
  for (const key of keys) {
    const goal = goalOf(key);
    if (goal === null) continue;
    const rank = rankOf(wordsOf(key));
    const nearer = best === null || rank < best.rank;
    const tied = best !== null && rank === best.rank;
    const plainer = tied && best !== null && (key.length - best.key.length || compareNames(key, best.key)) < 0;
    if (nearer || plainer) best = { key, goal, rank };
  }
  return best && { key: best.key, goal: best.goal };
}

/** Whether more or less of this metric is better, by the words in its key; null when they do not say. */
export function goalOf(key: string): Goal | null {
  if (isSystemMetric(key)) return null;
  const words = wordsOf(key);
  const lower = words.some((word) => LOWER.includes(word));
  if (!lower && !words.some((word) => HIGHER.includes(word))) return null;
  // scikit-learn's neg_mean_squared_error and its like are turned around so that more is better.
  return lower !== words.includes('neg') ? 'min' : 'max';
}

/** The machine's own metrics: processor, memory, graphics card. */
export function isSystemMetric(key: string): boolean {
  return key.startsWith('system/');
}

function rankOf(words: readonly string[]): number {
  const split = SPLITS.findIndex((names) => names.some((name) => words.includes(name)));
  const measures = [...HIGHER, ...LOWER];
  const measure = Math.min(...words.map((word) => measures.indexOf(word)).filter((at) => at >= 0));
  return (split < 0 ? SPLITS.findIndex((names) => names.length === 0) : split) * measures.length + measure;
}

/** `valAcc@1`, `val/acc_1` → val, acc. A number behind a word is no part of it, except in words such as f1 and r2. */
function wordsOf(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (HIGHER.includes(word) ? word : word.replace(/\d+$/, '')))
    .filter((word) => word !== '');
}
