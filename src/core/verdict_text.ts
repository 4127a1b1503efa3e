import { formatNumber } from './format';
import type { MetricVerdict, Verdict } from './verdict';

const MOST = 3;

/** `same metrics as calm-heron-11`, or `2 of 5 metrics differ from calm-heron-11: loss 0.31 → 0.3101`. */
export function verdictText({ same, metrics }: Verdict, repeated: string): string {
  if (same === null) return `no metrics to compare with ${repeated}`;
  if (same) return `same metrics as ${repeated}`;
  const different = metrics.filter((metric) => !metric.same);
  const named = different.slice(0, MOST).map(metricText).join(', ');
  const count = metrics.length === 1 ? 'the metric differs' : `${different.length} of ${metrics.length} metrics differ`;
  return `${count} from ${repeated}: ${named}${different.length > MOST ? ', …' : ''}`;
}

/** With the digits that tell the two apart. */
function metricText({ key, before, after }: MetricVerdict): string {
  for (let digits = 4; digits < 17; digits++) {
    const [old, now] = [valueText(before, digits), valueText(after, digits)];
    if (old !== now) return `${key} ${old} → ${now}`;
  }
  return `${key} ends the same, and differs on the way`;
}

function valueText(value: number | null | undefined, digits: number): string {
  return value === undefined ? 'none' : formatNumber(value, digits);
}
