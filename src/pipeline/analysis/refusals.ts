import type { Problem, ProblemCode } from '../../notebook/problem';
import type { Effect } from '../effects/effect';
import type { LocatedNode } from '../syntax/ast';
import type { Interpreter } from './interpreter';

const REFUSALS: Readonly<Record<NonNullable<Effect['refuses']>, { code: ProblemCode; message: string }>> = {
  input: { code: 'input', message: 'This asks for input, and a pipeline runs without anybody to answer: give the value a name in a cell tagged `parameters`.' },
  widget: { code: 'widget', message: 'This is a widget, which lives in a notebook only: give what it would choose as a value.' },
  ipython: { code: 'ipython', message: "This is IPython's own and means nothing outside of a notebook." },
  namespace: { code: 'namespace', message: 'This reads or writes variables by names that cannot be followed: name them in the code.' },
};

export function noteRefusal(it: Interpreter, what: NonNullable<Effect['refuses']>, node: LocatedNode, severity: Problem['severity'] = 'error'): void {
  it.problems.add(REFUSALS[what].code, severity, it.sight(node), REFUSALS[what].message);
}
