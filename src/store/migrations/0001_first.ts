import type { Database } from 'better-sqlite3';

/**
 * Tables are named in the singular and are ours; the views in the plural are for everybody (docs/store.md).
 * Nothing here needs an SQLite newer than 3.8.3, so that old Pythons can read the store: no STRICT, no generated columns.
 */
export function first(db: Database): void {
  db.exec(TABLES);
  db.exec(POINTS);
  db.exec(VIEWS);
}

const TABLES = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- Texts that recur in every run: names of params, metrics and tags.
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

CREATE TABLE experiment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  metric TEXT,              -- chosen by the person
  goal TEXT
);

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL, -- the change cursor's place at its last change
  base_ms INTEGER NOT NULL, -- what the times of its points are counted from; never changes
  experiment INTEGER NOT NULL REFERENCES experiment,
  experiment_given INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,   -- in its order names are sorted
  name_from TEXT NOT NULL DEFAULT 'id', -- 'id', 'client' or 'person'
  parent_run_id TEXT,
  kind TEXT,
  status TEXT NOT NULL,
  start_ms INTEGER NOT NULL,
  end_ms INTEGER,
  exit_code INTEGER,
  error_type TEXT,
  error_message TEXT,
  traceback TEXT,
  command TEXT NOT NULL DEFAULT '', -- as a person would type it
  argv TEXT,                -- JSON
  cwd TEXT,
  script TEXT,
  user TEXT,
  host TEXT,
  interpreter TEXT,
  environment INTEGER REFERENCES environment,
  git INTEGER REFERENCES git_state,
  starred INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  binned_ms INTEGER,
  imported_from TEXT
);
CREATE INDEX run_by_version ON run (version);
CREATE INDEX run_by_start ON run (start_ms);
CREATE INDEX run_by_experiment ON run (experiment, binned_ms, parent_run_id, status, start_ms);
CREATE INDEX run_by_parent ON run (parent_run_id);
CREATE INDEX run_by_status ON run (status);
CREATE INDEX run_by_name ON run (name);
CREATE INDEX run_by_name_key ON run (name_key);

CREATE TABLE deleted_run (run_id TEXT PRIMARY KEY, version INTEGER NOT NULL, deleted_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX deleted_run_by_version ON deleted_run (version);

CREATE TABLE environment (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, content TEXT NOT NULL);
CREATE TABLE git_state (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  root TEXT, commit_id TEXT, branch TEXT, remote TEXT, dirty INTEGER, subject TEXT, problem TEXT
);

CREATE TABLE param (
  run INTEGER NOT NULL REFERENCES run,
  name INTEGER NOT NULL REFERENCES name,
  value TEXT NOT NULL,
  number REAL,              -- the value, if it is a number and not NaN
  source TEXT NOT NULL,
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE INDEX param_by_name ON param (name);

CREATE TABLE tag (
  run INTEGER NOT NULL REFERENCES run,
  name INTEGER NOT NULL REFERENCES name,
  value TEXT,               -- NULL: taken away by the person
  edited INTEGER NOT NULL,  -- by the person, who wins
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE INDEX tag_by_name ON tag (name);

CREATE TABLE artifact (
  run INTEGER NOT NULL REFERENCES run,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sha256 TEXT,
  step INTEGER,
  key TEXT,
  time_ms INTEGER NOT NULL,
  PRIMARY KEY (run, path)
) WITHOUT ROWID;

CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE, -- hash of all the rest
  name TEXT NOT NULL, digest TEXT, source TEXT, schema TEXT, profile TEXT
);
CREATE TABLE input (
  run INTEGER NOT NULL REFERENCES run,
  dataset INTEGER NOT NULL REFERENCES dataset,
  context TEXT NOT NULL,
  PRIMARY KEY (run, dataset, context)
) WITHOUT ROWID;
CREATE INDEX input_by_dataset ON input (dataset);

CREATE TABLE file (
  run INTEGER NOT NULL REFERENCES run,
  path TEXT NOT NULL,
  mode TEXT NOT NULL,
  size INTEGER NOT NULL,
  mtime_ms INTEGER NOT NULL,
  hash TEXT,
  hash_kind TEXT,
  PRIMARY KEY (run, path, mode)
) WITHOUT ROWID;

CREATE TABLE output (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run,
  journal INTEGER NOT NULL REFERENCES journal,
  n INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  stream TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX output_by_run ON output (run);

CREATE TABLE problem (
  run INTEGER NOT NULL REFERENCES run,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  count INTEGER NOT NULL,
  time_ms INTEGER NOT NULL, -- of the last time
  PRIMARY KEY (run, code, message)
) WITHOUT ROWID;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  journal_id TEXT NOT NULL UNIQUE,
  run INTEGER REFERENCES run, -- NULL: of a deleted run
  client TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  pid_start TEXT,
  boot TEXT,
  pid_ns TEXT,
  owner INTEGER NOT NULL DEFAULT 0, -- wrote a 'run' record as rank 0: says how the run ends
  state TEXT NOT NULL,      -- OPEN, LEFT, GONE (known), SILENT (not heard of), or how it ended: FINISHED, FAILED, KILLED
  last_ms INTEGER NOT NULL, -- time of its last record
  printed TEXT              -- where reading numbers from its output stands, JSON
);
CREATE INDEX journal_by_run ON journal (run);
CREATE INDEX journal_by_state ON journal (state);

CREATE TABLE journal_part (
  journal INTEGER NOT NULL REFERENCES journal,
  part INTEGER NOT NULL,
  offset INTEGER NOT NULL,  -- bytes read, uncompressed, up to behind a whole line
  last_n INTEGER NOT NULL,
  sealed INTEGER NOT NULL,  -- nothing more is to come
  file TEXT NOT NULL,       -- the name under which it was last seen
  PRIMARY KEY (journal, part)
) WITHOUT ROWID;

CREATE INDEX journal_part_unsealed ON journal_part (journal) WHERE sealed = 0;

CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_ms INTEGER NOT NULL) WITHOUT ROWID;
`;

const POINTS = `
-- One row a run and key, over all streams; what a table of runs shows.
CREATE TABLE series (
  run INTEGER NOT NULL REFERENCES run,
  name INTEGER NOT NULL REFERENCES name,
  source TEXT NOT NULL,     -- 'log' or 'printed'
  count INTEGER NOT NULL,
  nans INTEGER NOT NULL,
  last REAL, last_step INTEGER NOT NULL, last_dt INTEGER NOT NULL, -- by step, then by time
  min REAL, min_step INTEGER,
  max REAL, max_step INTEGER,
  latest_step INTEGER NOT NULL, -- of the point that came last; a point without a step gets the next one
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE INDEX series_by_name ON series (name, last);

-- What one journal wrote to a series: in order, and growing at its end only.
CREATE TABLE stream (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run,
  name INTEGER NOT NULL REFERENCES name,
  journal INTEGER NOT NULL REFERENCES journal,
  source TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  first_step INTEGER NOT NULL, first_dt INTEGER NOT NULL,
  last_step INTEGER NOT NULL, last_dt INTEGER NOT NULL,
  step_back INTEGER NOT NULL, -- steps, times that were less than the one before
  time_back INTEGER NOT NULL,
  UNIQUE (run, name, journal, source)
);

-- dt: milliseconds since run.base_ms. A NaN is NULL; infinities are themselves.
CREATE TABLE point (
  stream INTEGER NOT NULL REFERENCES stream,
  seq INTEGER NOT NULL,     -- n of its record; of printed ones their number in the stream
  step INTEGER NOT NULL,
  dt INTEGER NOT NULL,
  value REAL,
  PRIMARY KEY (stream, seq)
) WITHOUT ROWID;

-- Whole blocks of points, written once: 64 points at level 1, 4 blocks of the level below at the others.
CREATE TABLE rollup (
  stream INTEGER NOT NULL REFERENCES stream,
  level INTEGER NOT NULL,
  block INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  nans INTEGER NOT NULL,
  sum REAL,
  first_step INTEGER NOT NULL, first_dt INTEGER NOT NULL, first REAL,
  last_step INTEGER NOT NULL, last_dt INTEGER NOT NULL, last REAL,
  min_step INTEGER NOT NULL, min_dt INTEGER NOT NULL, min REAL,
  max_step INTEGER NOT NULL, max_dt INTEGER NOT NULL, max REAL,
  PRIMARY KEY (stream, level, block)
) WITHOUT ROWID;
`;

const VIEWS = `
CREATE VIEW runs AS
  SELECT r.run_id, r.name, e.name AS experiment, r.parent_run_id, coalesce(r.kind, 'script') AS kind, r.status, r.start_ms, r.end_ms,
    r.end_ms - r.start_ms AS duration_ms, r.command, r.script, g.commit_id AS git_commit, g.branch, g.dirty,
    r.user, r.host, r.note, r.starred, r.binned_ms,
    CASE WHEN r.error_type IS NULL THEN NULL WHEN r.error_message = '' THEN r.error_type ELSE r.error_type || ': ' || r.error_message END AS error
  FROM run r JOIN experiment e ON e.id = r.experiment LEFT JOIN git_state g ON g.id = r.git;

CREATE VIEW params AS
  SELECT r.run_id, n.text AS key, p.value FROM param p JOIN run r ON r.id = p.run JOIN name n ON n.id = p.name;

CREATE VIEW tags AS
  SELECT r.run_id, n.text AS key, t.value FROM tag t JOIN run r ON r.id = t.run JOIN name n ON n.id = t.name WHERE t.value IS NOT NULL;

CREATE VIEW metrics AS
  SELECT r.run_id, n.text AS key, p.step, r.base_ms + p.dt AS time_ms, p.value, p.value IS NULL AS is_nan
  FROM stream s JOIN run r ON r.id = s.run JOIN name n ON n.id = s.name JOIN point p ON p.stream = s.id;

CREATE VIEW latest_metrics AS
  SELECT r.run_id, n.text AS key, s.last_step AS step, r.base_ms + s.last_dt AS time_ms, s.last AS value, s.last IS NULL AS is_nan,
    s.min, s.min_step, s.max, s.max_step, s.count
  FROM series s JOIN run r ON r.id = s.run JOIN name n ON n.id = s.name;

CREATE VIEW artifacts AS
  SELECT r.run_id, a.path, a.size, a.kind, a.sha256, a.step, a.time_ms FROM artifact a JOIN run r ON r.id = a.run;

CREATE VIEW datasets AS
  SELECT r.run_id, d.name, d.digest, d.source, nullif(i.context, '') AS context
  FROM input i JOIN run r ON r.id = i.run JOIN dataset d ON d.id = i.dataset;

CREATE VIEW journal_parts AS
  SELECT j.journal_id, p.part, p.offset, p.sealed FROM journal_part p JOIN journal j ON j.id = p.journal;
`;
