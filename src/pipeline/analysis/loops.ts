import type { AsyncFor, Expr, For, Stmt, While } from '../syntax/ast';
import { assign } from './bind';
import { evaluate } from './evaluate';
import { execute } from './execute';
import { elementsOf } from './iterate';
import type { Interpreter } from './interpreter';
import type { Changes } from './state';
import type { Binding, Variable } from './variable';
import { certainly } from './truth';

/** After so many rounds nothing new comes of a loop that matters. */
const ROUNDS = 3;

interface Loop {
  /** what happens at the beginning of each round */
  readonly head: () => void;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
  readonly runsOnce: boolean;
  /** it ends by `break` alone */
  readonly endless: boolean;
}

export function executeFor(it: Interpreter, { target, iter, body, orelse }: For | AsyncFor): void {
  const iterable = evaluate(it, iter);
  const head = () => assign(it, target, elementsOf(it, iterable, target));
  follow(it, { head, body, orelse, runsOnce: isSurelyFull(iter), endless: false });
}

export function executeWhile(it: Interpreter, { test, body, orelse }: While): void {
  const decided = certainly(test);
  if (decided === false) return execute(it, orelse);
  evaluate(it, test);
  follow(it, { head: () => void evaluate(it, test), body, orelse, runsOnce: decided === true, endless: decided === true });
}

function follow(it: Interpreter, { head, body, orelse, runsOnce, endless }: Loop): void {
  const { state, frame } = it;
  const outer = frame.loop;
  const breaks = state.meeting();
  let entry: Changes = new Map();
  let ends: Changes[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const continues = state.meeting();
    frame.loop = { breaks, continues };
    state.follow(continues, () => {
      head();
      execute(it, body);
    }, entry);
    ends = continues.changes;
    const next = state.joined({ ...continues, changes: [entry, ...ends] });
    if (isSame(entry, next)) break;
    entry = next;
  }
  frame.loop = outer;
  const exits = state.meeting();
  const start = state.joined({ ...exits, changes: runsOnce ? ends : [...ends, new Map<Variable, Binding>()] });
  if (!endless && (ends.length > 0 || !runsOnce)) state.follow(exits, () => execute(it, orelse), start);
  exits.changes.push(...breaks.changes);
  state.meet(exits);
}

function isSame(one: Changes, other: Changes): boolean {
  return one.size === other.size && [...other].every(([variable, binding]) => one.get(variable) === binding);
}

/** Going through it gives something at least once. */
function isSurelyFull(node: Expr): boolean {
  switch (node.nodeType) {
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elts.some((element) => element.nodeType !== 'Starred');
    case 'Dict':
      return node.keys.some((key) => key !== null);
    case 'Constant':
      return node.type === 'str' && node.value !== '';
    case 'Call': {
      if (node.func.nodeType !== 'Name' || node.keywords.length > 0) return false;
      const [first, second] = node.args;
      if (node.func.id === 'range') return second ? isNumber(first, 0) && isNumber(second, 1) && node.args.length === 2 : isNumber(first, 1);
      if (node.func.id === 'zip') return node.args.length > 0 && node.args.every(isSurelyFull);
      return ['enumerate', 'list', 'sorted', 'reversed', 'tqdm', 'trange'].includes(node.func.id) && first !== undefined && isSurelyFull(first);
    }
    default:
      return false;
  }
}

/** An integer literal: 0 where 0 is asked for, else of at least that. */
function isNumber(node: Expr | undefined, least: number): boolean {
  if (node?.nodeType !== 'Constant' || node.type !== 'int') return false;
  return least === 0 ? node.value === 0 : node.value >= least;
}
