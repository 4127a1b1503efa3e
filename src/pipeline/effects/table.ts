import type { Kind } from './effect';

/** What is known of a library, in the notation of notation.ts. Keys that name several things have them separated by blanks. */
export interface Table {
  /** by the module, or class, that the names are in: functions, and classes as the functions that make instances */
  readonly functions?: Readonly<Record<string, string>>;
  /** by the kinds that have these methods; `unknown` says what a method does where the kind is not known */
  readonly methods?: Readonly<Partial<Record<Kind | 'unknown' | `${Kind} ${string}`, string>>>;
  /** by the kinds that have these attributes */
  readonly attributes?: Readonly<Partial<Record<Kind | 'unknown' | `${Kind} ${string}`, string>>>;
  /** by the module that they are in: what its attributes are, for those that are not functions or classes */
  readonly values?: Readonly<Record<string, string>>;
}
