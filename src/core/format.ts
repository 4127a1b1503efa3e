const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A number with the digits that matter: `digits` significant ones, without zeros behind them; whole numbers whole up to ten million;
 * exponents where plain digits would be long. Null is NaN, as in the store's replies.
 */
export function formatNumber(value: number | null, digits = 4): string {
  if (value === null || Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (Number.isInteger(value) && size < 1e7) return String(value);
  if (size < 1e-4 || size >= 1e7) {
    const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
    return `${String(Number(mantissa))}e${exponent.replace('+', '')}`;
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return String(Number(value.toFixed(decimals)));
}

/** How many significant digits tell these numbers apart: 4 where that does, at most 9. Null and NaN are passed over. */
export function digitsFor(values: readonly (number | null)[]): number {
  const distinct = new Set(values.filter((value) => value !== null && Number.isFinite(value)));
  for (let digits = 4; digits < 9; digits++) {
    if (new Set([...distinct].map((value) => formatNumber(value, digits))).size === distinct.size) return digits;
  }
  return 9;
}

/** `0.4 s`, `41 s`, `3 min 20 s`, `2 h 5 min`, `4 d 1 h`. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < 9_950) return `${Number((length / 1000).toFixed(1))} s`;
  const seconds = Math.round(length / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return two(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(length / MINUTE);
  if (minutes < 24 * 60) return two(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(length / HOUR);
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** How long ago, in a word or two: `now`, `12 min`, `2 h`, `3 d`; past a week the day itself. A clock that is ahead is `now`. */
export function formatAge(thenMs: number, nowMs: number): string {
  const age = nowMs - thenMs;
  if (age < MINUTE) return 'now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h`;
  if (age < 8 * DAY) return `${Math.floor(age / DAY)} d`;
  return formatDate(thenMs).slice(0, 10);
}

/** `2026-11-22 14:02:05`, local. */
export function formatDate(ms: number): string {
  const date = new Date(ms);
  const pad = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** `640 B`, `12 kB`, `1.2 MB`: powers of a thousand. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  // 999.5 kB would be written as 1000 kB.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit > 0 && size < 9.95 ? Number(size.toFixed(1)) : Math.round(size)} ${units[unit]}`;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
