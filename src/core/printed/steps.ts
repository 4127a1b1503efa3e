/** Which step a line is about. */
export interface LineStep {
  /** null: the line does not tell, or tells a place within an epoch, which comes again */
  readonly step: number | null;
  /** it tells an epoch, a step or a place within an epoch, so it is a line of a training loop */
  readonly told: boolean;
  /** it tells where within an epoch it stands */
  readonly within: boolean;
  /** it tells its epoch */
  readonly ofEpoch: boolean;
}

const STEP = /(?<![\w./-])(epoch|ep|episode|round|step|iter|iteration|batch|global[_ ]step|num_updates|total_timesteps)(?:\((?:train|val|test)\))?["']? ?[:=#]? ?[[(]? ?(\d{1,15})(?![\d.]*[\w%])(?: ?\/ ?\d+)?/gi;
const PLACE = /[[(] ?\d+ ?\/ ?\d+|^\W*\[ ?\d+ ?, ?\d+ ?\]|\b\d+ ?\/ ?\d+ batches/;
const LEADING = /^\[ ?(\d{1,15})(?: ?\/ ?\d+)? ?\](?! ?[[\d])/;
const HEADER = /^[^\w]*(?:start(?:ing)?(?: of)? )?epoch ?[:#]? ?[[(]? ?(\d{1,9})(?: ?\/ ?\d{1,9})? ?[^\w]*$/i;

/** @param inEpoch a line before has said which epoch this is, so that steps begin anew with each */
export function stepOf(text: string, inEpoch: boolean): LineStep {
  let epoch: number | null = null;
  let inner: number | null = null;
  let overall: number | null = null;
  let others = '';
  let from = 0;
  for (const match of text.matchAll(STEP)) {
    const word = (match[1] ?? '').toLowerCase();
    const number = Number(match[2]);
    others += text.slice(from, match.index);
    from = match.index + match[0].length;
    if (/^(?:global|num|total)/.test(word)) overall = number;
    else if (/^e|^round/.test(word)) epoch ??= number;
    else inner ??= number;
  }
  others += text.slice(from);
  const leading = epoch === null && inner === null ? LEADING.exec(others) : null;
  const place = leading ? Number(leading[1]) : inner;
  const within = place === null ? PLACE.test(others) : inEpoch || epoch !== null;
  const told = within || epoch !== null || place !== null || overall !== null;
  return { step: overall ?? (within ? null : epoch ?? place), told, within, ofEpoch: epoch !== null };
}

/** The epoch of a line that says nothing else (`Epoch 3/10`, `-- Epoch 3`), or null. */
export function epochHeader(text: string): number | null {
  const match = text.length <= 80 ? HEADER.exec(text) : null;
  return match ? Number(match[1]) : null;
}
