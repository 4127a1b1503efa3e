import type { Problem, ProblemCode } from '../problem';

/**
 * The problem that a magic without a meaning in a pipeline is, for `Conversion.addProblem`.
 * @param magic with its `%` or `%%`
 */
export function refusal(magic: string, why: { reason: string } | { language: string }): [ProblemCode, Problem['severity'], string] {
  if ('reason' in why) return ['magic', 'error', `\`${magic}\` ${why.reason}`];
  const what = magic.startsWith('%%') ? 'This cell' : 'This line';
  return ['language', 'error', `${what} is written in ${why.language} (\`${magic}\`), and a pipeline is made of Python. Write it in Python, or remove it.`];
}
