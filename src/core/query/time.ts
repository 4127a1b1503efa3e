const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};

const AMOUNT = /(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+)\s*/iy;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** `10 min`, `1h 30min`, `90` (seconds), `2 days`, as milliseconds; null when it is no duration. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (/^(?:\d+(?:\.\d*)?|\.\d+)$/.test(trimmed)) return Number(trimmed) * 1000;
  let total = 0;
  let at = 0;
  while (at < trimmed.length) {
    AMOUNT.lastIndex = at;
    const amount = AMOUNT.exec(trimmed);
    const unit = amount && unitMs(amount[2] ?? '');
    if (!amount || unit === null) return null;
    total += Number(amount[1]) * unit;
    at = AMOUNT.lastIndex;
  }
  return at === 0 ? null : total;
}

/**
 * The span that a date stands for, [fromMs, toMs): a day, a minute, a second, or a moment (`2 days ago`).
 * Without a zone it is the local one. `today` and `yesterday` are days. Null when it is none of these.
 */
export function parseMoment(text: string, nowMs: number): { fromMs: number; toMs: number } | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === 'today') return day(nowMs, 0);
  if (trimmed === 'yesterday') return day(nowMs, -1);
  if (trimmed.endsWith('ago')) {
    const duration = /^[0-9.\s]*$/.test(trimmed.slice(0, -3)) ? null : parseDuration(trimmed.slice(0, -3));
    return duration === null ? null : { fromMs: nowMs - duration, toMs: nowMs - duration + 1 };
  }
  return parseDate(trimmed);
}

function parseDate(text: string): { fromMs: number; toMs: number } | null {
  const parts = DATE.exec(text);
  if (!parts) return null;
  const [year, month, date, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as
    [number, number, number, number, number, number];
  const fraction = Math.floor(Number(parts[7] ?? 0) * 1000);
  // A day or a month that is not in the calendar would roll over into the next one.
  const check = new Date(Date.UTC(year, month - 1, date));
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== date) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  if (parts[4] === undefined) {
    return { fromMs: new Date(year, month - 1, date).getTime(), toMs: new Date(year, month - 1, date + 1).getTime() };
  }
  const zone = parts[8];
  const fromMs =
    zone === undefined
      ? new Date(year, month - 1, date, hour, minute, second, fraction).getTime()
      : Date.UTC(year, month - 1, date, hour, minute, second, fraction) - zoneMs(zone);
  const length = parts[6] === undefined ? 60_000 : parts[7] === undefined ? 1000 : 1;
  return { fromMs, toMs: fromMs + length };
}

function day(nowMs: number, offset: number): { fromMs: number; toMs: number } {
  const now = new Date(nowMs);
  const start = (days: number): number => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime();
  return { fromMs: start(offset), toMs: start(offset + 1) };
}

function zoneMs(zone: string): number {
  if (zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}

function unitMs(word: string): number | null {
  const unit = word.toLowerCase();
  return UNIT_MS[unit] ?? (unit.length > 2 && unit.endsWith('s') ? (UNIT_MS[unit.slice(0, -1)] ?? null) : null);
}
