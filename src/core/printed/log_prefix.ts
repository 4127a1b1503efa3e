const PARTS = [
  // [2026-11-22 10:00:00,123]  2026-11-22T10:00:00.123Z
  /\[?\d{4}[-/]\d\d[-/]\d\d[T ]?(?:\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?\]?/y,
  // 10:00:00,123  [11/22 10:00:00 d2.utils.events]
  /\[?(?:\d\d\/\d\d )?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: [\w.]{1,60}\])?\]?/y,
  // I1122 10:00:00.123456 140 trainer.py:12]
  /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d{1,9} [\w.]{1,60}:\d{1,6}\]/y,
  // trainer:fit:12 -
  /[\w.<>]{1,80}:[\w<>]{1,80}:\d{1,6}(?= -)/y,
  /\[?(?:DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL)\]?(?=[\s:|\-,])/y,
];
const BETWEEN = /[\s|:>-]*/y;

/** Where a line begins behind the time and the level that a logger puts before it. */
export function behindLogPrefix(line: string): number {
  let at = skip(BETWEEN, line, 0);
  let end = 0;
  for (let part = 0; part < 5; part++) {
    const next = PARTS.map((pattern) => skip(pattern, line, at)).find((place) => place > at);
    if (next === undefined) break;
    end = at = skip(BETWEEN, line, next);
  }
  return end;
}

function skip(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : at;
}
