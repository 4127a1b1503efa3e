/** What a printed name is: a metric; one only beside a step, another metric or with a fraction; of use only beside a metric; or none. */
export type WordKind = 'metric' | 'weak' | 'companion' | 'none';

/** Words that make a name that of a metric. */
export const METRICS: ReadonlySet<string> = new Set(
  (
    'loss losses logloss deviance crossentropy entropy bce nll elbo kl likelihood perplexity ppl bpc ' +
    'acc accuracy bacc auc auroc auprc f1 f2 fbeta precision recall sensitivity specificity kappa mcc ' +
    'rmse mse mae mape smape rmsle msle r2 brier wer cer bleu rouge meteor ' +
    'top1 top5 iou miou dice jaccard ndcg mrr psnr ssim fid silhouette inertia reward rew pearson spearman correlation elo'
  ).split(' '),
);
/** Words that also have other meanings in what programs print. */
export const WEAK: ReadonlySet<string> = new Set('error err score map cost objective regret fitness return'.split(' '));
const COMPANIONS = new Set(['lr', 'learning_rate', 'grad_norm']);
/** A name with one of these is a setting, a count or a duration, whatever else is in it. */
const NEVER = new Set(
  (
    'weight weights coef coefficient threshold thresh target scale factor margin tolerance tol patience delta eps epsilon alpha beta gamma ' +
    'smoothing type name fn func function every freq frequency interval size seed base init initial time runtime seconds second ms id index idx ' +
    'code line port version level limit count num number samples steps epochs workers file path url status reduction clip decay bound'
  ).split(' '),
);
const SPLIT_WORDS = 'train training val valid validation dev test testing eval evaluation holdout oob';
const SPLITS = new Set(SPLIT_WORDS.split(' '));
const SPLIT_WORD = new RegExp(String.raw`(?<![\w./@'-])(?:${SPLIT_WORDS.replaceAll(' ', '|')})(?![\w/@'-]|\.\w)`, 'gi');
/** Words that may stand beside a metric's name where nothing but a space parts it from its value. */
const BESIDE = new Set('avg average mean total best final running current epoch batch top macro micro weighted std'.split(' '));

/** What a key is, by the words in it; `words` as `wordsOf` gives them. */
export function kindOf(key: string, words: readonly string[]): WordKind {
  if (COMPANIONS.has(key)) return 'companion';
  let kind: WordKind = 'none';
  for (const word of words) {
    if (NEVER.has(word)) return 'none';
    if (METRICS.has(word)) kind = 'metric';
    else if (kind === 'none' && WEAK.has(word)) kind = 'weak';
  }
  return kind;
}

/** Whether the word names a part of the data: train, val, test and their like. */
export function isSplit(word: string): boolean {
  return SPLITS.has(word);
}

/** The last part of the data that is named in a text as a word of its own, or nothing. */
export function splitWordIn(text: string): string {
  return text.match(SPLIT_WORD)?.at(-1)?.toLowerCase() ?? '';
}

/** Whether all words belong to the name of a metric, so that it can be told from a sentence. */
export function isBareName(words: readonly string[]): boolean {
  return words.every((word) => METRICS.has(word) || WEAK.has(word) || SPLITS.has(word) || BESIDE.has(word) || COMPANIONS.has(word) || /^\d+$/.test(word));
}

/** `valAcc@1` → val, acc, 1; `mAP50-95` → map, 95; `f1` stays f1. */
export function wordsOf(key: string): string[] {
  const words = key
    .replace(/([a-z0-9])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.filter((word) => word !== '').map((word) => (METRICS.has(word) || /^\d/.test(word) ? word : word.replace(/\d+$/, '')));
}
