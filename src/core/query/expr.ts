/**
 * What a query means, once parsed. Logic has two values: a comparison with something that a run does not have is
 * false, `!=` and `like` too, and `not` turns it. What the language has beyond this (`in`, `not in`, `not like`,
 * names searched by a word) is expressed in these by the parser.
 */
export type Expr =
  /** true when all are; an empty one is true, which is what an empty query means */
  | { readonly type: 'and'; readonly items: readonly Expr[] }
  | { readonly type: 'or'; readonly items: readonly Expr[] }
  | { readonly type: 'not'; readonly item: Expr }
  /** the run has it: a point, a param, a tag; of attributes, one that is not empty. `starred` and `duration` of a run that runs are there */
  | { readonly type: 'exists'; readonly field: Field }
  | { readonly type: 'compare'; readonly field: Field; readonly op: CompareOp; readonly value: Value }
  /**
   * The whole text matches: `%` any text, `_` one character, a backslash before `%`, `_` or a backslash takes the
   * character itself (no other backslash occurs). The case of a–z is ignored. Never of metrics, `starred`, `started`, `duration`.
   */
  | { readonly type: 'like'; readonly field: Field; readonly pattern: string };

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type MetricPart = 'last' | 'min' | 'max' | 'count';

export type Field =
  | { readonly of: 'metric'; readonly key: string; readonly part: MetricPart }
  | { readonly of: 'param'; readonly key: string }
  | { readonly of: 'tag'; readonly key: string }
  | { readonly of: 'attribute'; readonly name: Attribute };

export type Attribute =
  | 'name'
  | 'experiment'
  | 'status'
  | 'kind'
  | 'branch'
  | 'commit'
  | 'file'
  | 'command'
  | 'user'
  | 'host'
  | 'note'
  | 'error'
  | 'starred'
  | 'started'
  | 'duration';

export type Value =
  /**
   * Against metrics, params and tags. NaN equals NaN here and is not ordered. A param or tag whose text is not a number
   * (see `parseNumber`) equals no number, differs from each, and is neither less nor greater.
   */
  | { readonly type: 'number'; readonly number: number }
  /** Against params, tags and attributes that are text, by code points. `commit`: `=` and `!=` look at its beginning, as git does; lower case.
   * `file`: any of the files that the run used; `!=` is none of them.
   */
  | { readonly type: 'text'; readonly text: string }
  /** Against `started`: `=` and `!=` mean within [fromMs, toMs) or not, the others compare with `fromMs`. Milliseconds since 1970. */
  | { readonly type: 'time'; readonly fromMs: number; readonly toMs: number }
  /** Against `duration`: from start to end, or to now while the run runs. Milliseconds. */
  | { readonly type: 'duration'; readonly ms: number }
  /** Against `starred`; only `=` and `!=`. */
  | { readonly type: 'boolean'; readonly boolean: boolean };
