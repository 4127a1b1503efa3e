import type { Database, Statement } from 'better-sqlite3';
import type { CellArtifact, CellOutput, CellOutputKind } from '../../core/cell';
import { isStream } from './output_rows';

interface Row {
  readonly kind: CellOutputKind;
  readonly text: string | null;
  readonly cut: number;
  readonly mimes: string | null;
  readonly artifacts: string | null;
  readonly leftOut: string | null;
}

/** Outputs of executions, put together from their pieces. */
export class CellOutputs {
  private readonly select: Statement;
  private readonly shown: Statement;

  constructor(db: Database) {
    this.select = db.prepare(
      'SELECT kind, text, cut, mimes, artifacts, left_out AS leftOut FROM cell_output WHERE execution = ? ORDER BY place, id',
    );
    this.shown = db
      .prepare(
        `SELECT x.id FROM cell c JOIN execution x ON x.cell = c.id WHERE c.id = ?
         ORDER BY x.output_count > 0 DESC, x.said_by = 'kernel' DESC LIMIT 1`,
      )
      .pluck();
  }

  /** Of a cell: what the kernel says it gave, or where it says nothing, the editor. */
  ofCell(cell: number): CellOutput[] {
    const execution = this.shown.get(cell) as number | undefined;
    return execution === undefined ? [] : this.of(execution);
  }

  of(execution: number): CellOutput[] {
    const outputs: CellOutput[] = [];
    for (const { kind, text, cut, mimes, artifacts, leftOut } of this.select.all(execution) as Row[]) {
      const piece: CellOutput = { kind, text, cut, mimes: listOf<string>(mimes), artifacts: listOf<CellArtifact>(artifacts), leftOut: listOf(leftOut) };
      const before = outputs.at(-1);
      if (before && before.kind === kind && isStream(before)) outputs[outputs.length - 1] = continued(before, piece);
      else outputs.push(piece);
    }
    return outputs;
  }
}

function continued(before: CellOutput, piece: CellOutput): CellOutput {
  const text = before.text === null && piece.text === null ? null : (before.text ?? '') + (piece.text ?? '');
  return { ...before, text, cut: before.cut + piece.cut, artifacts: [...before.artifacts, ...piece.artifacts], leftOut: [...before.leftOut, ...piece.leftOut] };
}

function listOf<T>(json: string | null): T[] {
  return json === null ? [] : (JSON.parse(json) as T[]);
}
