/** A file that a target writes. */
export interface GeneratedFile {
  /** relative to the pipeline's folder, with `/` */
  readonly path: string;
  readonly text: string;
  /**
   * For files that are meant to be changed by hand: this text with the changes of what stands there now.
   * @throws TrialbookError where that cannot be read
   */
  readonly merge?: (existing: string) => string;
}
