import type { Database, Statement } from 'better-sqlite3';

/** Statements by their SQL, each prepared once: for what is asked run after run, preparing costs more than the answer. */
export class PreparedStatements {
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly db: Database) {}

  /** Whoever asks for the same SQL gets the same statement, and so has to want its rows in the same shape. */
  get(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.db.prepare(sql)));
    return statement;
  }
}
