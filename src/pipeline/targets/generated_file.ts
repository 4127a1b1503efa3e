/** A file that a target writes. */
export interface GeneratedFile {
  /** relative to the pipeline's folder, with `/` */
  readonly path: string;
  readonly text: string;
}
