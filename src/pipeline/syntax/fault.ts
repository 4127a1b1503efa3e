/** Why a source is not Python 3. */
export interface SyntaxFault {
  readonly ok: false;
  /** a sentence without full stop, without the place */
  readonly message: string;
  /** from 1 */
  readonly line: number;
  /** UTF-16 units from 0 */
  readonly column: number;
  /** it would do as Python 2 */
  readonly python2: boolean;
}
