import type { CellOutput } from '../../src/core/cell';
import { JournalBuilder, type JournalOptions } from './journal';

export interface CellFields {
  readonly count?: number | undefined;
  readonly cell?: string;
  readonly handle?: string;
  readonly index?: number;
  readonly tags?: readonly string[];
  readonly notebook?: string;
  readonly language?: string;
  readonly start_ms?: number;
}

type OutputFields = Partial<CellOutput> & { readonly display?: string };

/** The journal of one who records a kernel session: the kernel, or the editor. */
export class SessionJournal extends JournalBuilder {
  private executions = 0;

  constructor(
    storeDir: string,
    private readonly by: 'kernel' | 'editor' = 'kernel',
    options: JournalOptions & { readonly notebook?: string } = {},
  ) {
    const { notebook = '/project/explore.ipynb', ...rest } = options;
    super(storeDir, { name: 'session 09:00', kind: 'session', journalId: (by === 'kernel' ? 'a' : 'b').repeat(32), ...rest });
    this.record('session', { notebook, kernel: 'python3', language: 'python' });
  }

  /** An execution begins. */
  begin(source: string, fields: CellFields = {}): this {
    return this.record('cell', { execution: ++this.executions, source, by: this.by, ...fields });
  }

  /** The last execution, or the one with this number, gave something. */
  output(output: OutputFields, execution = this.executions): this {
    return this.record('cell_output', { execution, output });
  }

  print(text: string, execution = this.executions): this {
    return this.output({ kind: 'stdout', text }, execution);
  }

  finish(fields: Readonly<Record<string, unknown>> = {}, execution = this.executions): this {
    return this.record('cell_end', { execution, status: 'ok', ...fields });
  }

  /** An execution from its beginning to its end. */
  cell(source: string, fields: CellFields & { readonly prints?: string } = {}): this {
    const { prints, ...rest } = fields;
    this.begin(source, rest);
    if (prints !== undefined) this.print(prints);
    return this.finish();
  }
}
