import { createHash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type { EnvironmentRecord, GitRecord, InputRecord } from '../journal/record';

/** What runs share: kept once for all that are equal, found by the hash of their content. */
export class SharedContent {
  private readonly statements: Record<'environment' | 'git' | 'dataset', { find: Statement; insert: Statement }>;

  constructor(db: Database) {
    this.statements = {
      environment: {
        find: db.prepare('SELECT id FROM environment WHERE digest = ?').pluck(),
        insert: db.prepare('INSERT INTO environment (digest, content) VALUES (?, ?)'),
      },
      git: {
        find: db.prepare('SELECT id FROM git_state WHERE digest = ?').pluck(),
        insert: db.prepare(
          `INSERT INTO git_state (digest, root, commit_id, branch, remote, dirty, subject, problem, snapshot, operation, left_out, changed, submodules)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ),
      },
      dataset: {
        find: db.prepare('SELECT id FROM dataset WHERE identity = ?').pluck(),
        insert: db.prepare('INSERT INTO dataset (identity, name, digest, source, schema, profile) VALUES (?, ?, ?, ?, ?, ?)'),
      },
    };
  }

  environment(record: EnvironmentRecord): number {
    const { python, implementation, platform, hardware, packages, variables } = record;
    const content = JSON.stringify({ python, implementation, platform, hardware, packages: sorted(packages), variables });
    return this.give('environment', hash(content), [content]);
  }

  gitState(record: GitRecord): number {
    const { root, commit, branch, remote, dirty, subject, problem, snapshot, operation, leftOut, changed, submodules } = record;
    const values = [
      root, commit, branch, remote, dirty === null ? null : Number(dirty), subject, problem, snapshot, operation,
      leftOut.count > 0 ? JSON.stringify(leftOut) : null,
      changed.length > 0 ? JSON.stringify(changed) : null,
      submodules.length > 0 ? JSON.stringify(submodules) : null,
    ];
    return this.give('git', hash(JSON.stringify(values)), values);
  }

  dataset(record: InputRecord): number {
    const values = [record.name, record.digest, record.source, record.schema, record.profile];
    return this.give('dataset', hash(JSON.stringify(values)), values);
  }

  private give(kind: keyof SharedContent['statements'], digest: string, values: readonly unknown[]): number {
    const { find, insert } = this.statements[kind];
    return (find.get(digest) as number | undefined) ?? Number(insert.run(digest, ...values).lastInsertRowid);
  }
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
