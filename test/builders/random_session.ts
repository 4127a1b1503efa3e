import { randomNumbers } from './random';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'p', 'q', 'r'];
const FUNCTIONS = ['f', 'g'];
const FILES = ['x.txt', 'y.txt'];

/**
 * Cells of a session that is made up, the same for the same seed: lists that are made, changed, shared and held by others, functions that
 * read variables, files, random numbers, cells that fail half way, names that are unbound. The last cell prints.
 */
export function randomSession(seed: number): string[] {
  const random = randomNumbers(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const one = <Item>(items: readonly Item[]): Item => items[upTo(items.length)] as Item;
  const name = (): string => one(NAMES);
  /** functions that change variables, and cells that fail */
  const wild = random() < 0.4;
  const value = (): string => one([name(), String(upTo(9)), String(upTo(9)), `${name()}[0]`, ...(wild ? [`${one(FUNCTIONS)}(${name()})`] : []), `size(${name()})`]);

  const cells = ['import random\nrandom.seed(5)', `def size(x):\n    return len(x) if isinstance(x, (list, dict)) else x`, 'def f(x):\n    return [x, a]', 'def g(x):\n    return x', ...NAMES.map((each) => `${each} = [${upTo(9)}]`)];
  for (let left = 8 + upTo(14); left > 0; left--) cells.push(Array.from({ length: 1 + upTo(3) }, statement).join('\n'));
  cells.push(`print(${name()}, ${name()}, ${one(FUNCTIONS)}(${name()}))`);
  return cells;

  function statement(): string {
    const to = name();
    switch (upTo(wild ? 19 : 15)) {
      case 0:
      case 1:
        return `${to} = [${value()}, ${value()}]`;
      case 2:
      case 3:
        return `${to} = ${name()}`;
      case 4:
        return `${to} = {"k": ${value()}}`;
      case 5:
      case 6:
        return `${to}.append(${value()})`;
      case 7:
        return `${to}[0] = ${value()}`;
      case 8:
        return `${to} += [${value()}]`;
      case 9:
        return `if size(${name()}) != ${upTo(3)}:\n    ${to} = [${value()}]`;
      case 10:
        return `for i in range(${upTo(3)}):\n    ${to}.append(i)`;
      case 11:
        return one([`random.seed(${upTo(3)})`, `${to} = [random.random()]`, `${to} = [random.random()]`]);
      case 12:
        return one([`print(${name()})`, name(), `len(${name()})`, `sorted([1, 2])`]);
      case 13:
        return `with open("${one(FILES)}", "${one(['w', 'a'])}") as out:\n    out.write(str(${value()}))`;
      case 14:
        return `${to} = [open("${one(FILES)}").read()]`;
      case 15:
        return `def ${one(FUNCTIONS)}(x):\n    ${one([`${to}.append(1)`, `global ${to}\n    ${to} = [x]`, 'pass', 'x = [x]'])}\n    return ${one(['x', '[x]', `[${name()}]`, `size(${name()})`])}`;
      case 16:
        return `${one(FUNCTIONS)}(${name()})`;
      case 17:
        return one([`del ${to}`, `raise ValueError(${name()})`, `${to} = [undefined]`, `assert size(${name()}) != 1`]);
      default:
        return `try:\n    ${to} = [${value()}]\nexcept Exception as error:\n    ${name()} = [str(type(error))]`;
    }
  }
}
