import type { RunKind, RunStatus } from '../run';
import type { Attribute } from './expr';

/** How an attribute is compared. */
export type AttributeType = 'text' | 'choice' | 'boolean' | 'time' | 'duration';

/** Every attribute with its type, in the order in which they are offered. */
export const ATTRIBUTES: Readonly<Record<Attribute, AttributeType>> = {
  name: 'text',
  experiment: 'text',
  status: 'choice',
  kind: 'choice',
  started: 'time',
  duration: 'duration',
  starred: 'boolean',
  branch: 'text',
  commit: 'text',
  file: 'text',
  command: 'text',
  user: 'text',
  host: 'text',
  note: 'text',
  error: 'text',
};

const STATUSES: readonly RunStatus[] = ['RUNNING', 'FINISHED', 'FAILED', 'KILLED', 'CRASHED', 'UNKNOWN'];
const KINDS: readonly RunKind[] = ['script', 'module', 'notebook', 'session', 'sweep', 'import'];

/** The values that `status` and `kind` can have, as they are stored; of other attributes none. */
export function choicesOf(attribute: Attribute): readonly string[] {
  if (attribute === 'status') return STATUSES;
  if (attribute === 'kind') return KINDS;
  return [];
}

/** The attribute with this name, in any case, or null. */
export function attributeNamed(word: string): Attribute | null {
  const name = word.toLowerCase();
  return Object.hasOwn(ATTRIBUTES, name) ? (name as Attribute) : null;
}
