const LONGEST = 40;

/** What a function of a step, which is a module of the package `steps` too, cannot be called. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    'and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match ' +
    'nonlocal not or pass raise return try type while with yield false none true ' +
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr ' +
    'dict dir display divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int ' +
    'isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range ' +
    'repr reversed round set setattr slice sorted staticmethod str sum super tuple vars zip ' +
    'con prn aux nul com1 com2 com3 com4 lpt1 lpt2 lpt3 lpt4 ' +
    'shared steps pipeline storing reporting probe shell shell_lines script end_of_cell definitions'
  ).split(' '),
);

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i', '&': ' and ', '%': ' percent ', '+': ' plus ' };

/**
 * A Python identifier for each title, all different: `Train a model` becomes `train_a_model`, and what has no letters that
 * Python's files should have, `step_3`.
 * @param avoided names that mean something else in the modules of the steps
 */
export function identifiers(titles: readonly string[], avoided: ReadonlySet<string>): string[] {
  const given = new Set<string>();
  return titles.map((title, at) => {
    const base = identifier(title) || `step_${at + 1}`;
    const isFree = (name: string): boolean => !TAKEN.has(name) && !avoided.has(name) && !given.has(name);
    const candidates = [base, ...(given.has(base) ? [] : [`${cut(base, LONGEST - 5)}_step`])];
    let name = candidates.find(isFree);
    for (let number = 2; name === undefined; number++) {
      const numbered = `${cut(base, LONGEST - 1 - String(number).length)}_${number}`;
      if (isFree(numbered)) name = numbered;
    }
    given.add(name);
    return name;
  });
}

function identifier(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[ßæœøđðłþı&%+]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}'’`]/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  // What is left of a title in another alphabet says too little.
  if (!/[a-z]/.test(words) || /[^\p{ASCII}\p{Script=Latin}\P{L}]/u.test(title) && words.length < 4) return '';
  return cut(/^\d/.test(words) ? `step_${words}` : words, LONGEST);
}

/** At most so long, cut between words where that leaves enough. */
function cut(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const end = name.lastIndexOf('_', longest);
  // No name ends with a word that leads to the next.
  return name.slice(0, end > longest / 2 ? end : longest).replace(/(_(the|an?|of|and|or|with|for|to|in|on|by|from|as|at|is|our|its))+$/, '').replace(/_+$/, '');
}
