import type { Database } from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment, RunDetail } from '../core/run';
import type { Point, SeriesView } from '../core/series';
import { JournalFolder } from '../journal/journal_folder';
import { cursorOf } from './cursor';
import { applyEdit } from './edits';
import { readExperiments } from './experiments_query';
import { Ingest, type Slice } from './ingest';
import { LogReader } from './log_reader';
import { schemaVersion } from './migrations';
import { Names } from './names';
import { openDatabase, pathsOf, type StorePaths } from './open';
import { resolveRun } from './resolve';
import { RunDetails } from './run_detail';
import { readGroups } from './run_groups';
import { RunsQuery } from './runs_query';
import { SeriesReader } from './series_reader';
import type {
  Columns, Edit, GcReply, GcRequest, GroupsRequest, LogReply, LogRequest, PointsRequest, RunGroup, RunsReply, RunsRequest, SeriesRequest,
  StoreInfo, StoreService, SyncReply,
} from './service';

/** Milliseconds of reading in one transaction, so that others never wait long. */
const SLICE_MS = 30;

/** The store of one `.trialbook` folder, on the thread that calls it. Close it when done. */
export class Store implements StoreService {
  readonly ingest: Ingest;
  private readonly paths: StorePaths;
  private readonly names: Names;
  private readonly runsQuery: RunsQuery;
  private readonly details: RunDetails;
  private readonly seriesReader: SeriesReader;
  private readonly logReader: LogReader;

  private constructor(
    private readonly db: Database,
    paths: StorePaths,
  ) {
    this.paths = paths;
    this.names = new Names(db);
    this.ingest = new Ingest(db, new Names(db), new JournalFolder(paths.journal));
    this.runsQuery = new RunsQuery(db, this.names);
    this.details = new RunDetails(db, this.names, paths.artifacts);
    this.seriesReader = new SeriesReader(db, this.names);
    this.logReader = new LogReader(db);
  }

  /** Opens the store of a `.trialbook` folder, and makes it where it is missing. Throws `store-newer`. */
  static open(dir: string): Store {
    const paths = pathsOf(dir);
    return new Store(openDatabase(paths), paths);
  }

  close(): void {
    this.db.close();
  }

  /** The number of the last change. */
  get cursor(): number {
    return cursorOf(this.db);
  }

  info(): StoreInfo {
    return {
      dir: this.paths.dir,
      schemaVersion: schemaVersion(this.db),
      mode: 'wal',
      runCount: this.db.prepare('SELECT count(*) FROM run').pluck().get() as number,
      pendingBytes: this.ingest.pendingBytes,
      notices: [],
    };
  }

  experiments(): Experiment[] {
    return readExperiments(this.db, this.names);
  }

  runs(request: RunsRequest): RunsReply {
    return this.runsQuery.run(request);
  }

  groups(request: GroupsRequest): RunGroup[] {
    return readGroups(this.db, this.names, request);
  }

  resolve(ref: string): string {
    return resolveRun(this.db, ref);
  }

  detail(runId: string): RunDetail {
    return this.details.load(runId);
  }

  columns(): Columns {
    const used = (table: string) =>
      this.db
        .prepare(`SELECT n.text FROM (SELECT name, count(*) AS uses FROM ${table} GROUP BY name) u JOIN name n ON n.id = u.name ORDER BY uses DESC, n.text`)
        .pluck()
        .all() as string[];
    return { metrics: used('series'), params: used('param'), tags: used('tag') };
  }

  series(request: SeriesRequest): SeriesView[] {
    return this.seriesReader.views(request);
  }

  points(request: PointsRequest): Point[] {
    return this.seriesReader.points(request);
  }

  log(request: LogRequest): LogReply {
    return this.logReader.read(request);
  }

  edit(edit: Edit): void {
    const deleted = applyEdit(this.db, this.names, edit);
    this.ingest.forget();
    for (const runId of deleted) rmSync(join(this.paths.artifacts, runId), { recursive: true, force: true });
  }

  sync(): SyncReply {
    const total = { runs: 0, points: 0, records: 0, skipped: 0, bytes: 0 };
    this.ingest.folder.look();
    let slice: Slice;
    do {
      slice = this.ingest.slice(SLICE_MS);
      for (const key of Object.keys(total) as (keyof SyncReply)[]) total[key] += slice[key];
    } while (slice.more);
    return total;
  }

  gc(_request: GcRequest): GcReply {
    throw new Error('not yet');
  }

  reapplyPrintedRules(): { runs: number; points: number } {
    throw new Error('not yet');
  }
}
