import type { Database } from 'better-sqlite3';

/** Kernel sessions, and the executions of notebook cells in them. */
export function cells(db: Database): void {
  db.exec(TABLES);
  db.exec(VIEW);
}

const TABLES = `
ALTER TABLE run ADD COLUMN cell_count INTEGER NOT NULL DEFAULT 0;

-- With the kind, so that sessions are told from other runs without a look at each row.
DROP INDEX run_by_experiment;
CREATE INDEX run_by_experiment ON run (experiment, binned_ms, parent_run_id, status, start_ms, kind);

CREATE TABLE session (
  run INTEGER PRIMARY KEY REFERENCES run,
  notebook INTEGER REFERENCES name, -- as it was called last
  kernel TEXT,
  language TEXT
);

-- Sources and errors, each once however many cells have it. Rows are only ever added and deleted: one that grew could leave
-- a piece of itself in the file when it is to go.
CREATE TABLE cell_text (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, content TEXT NOT NULL);

-- An execution as people see it: what the kernel and the editor say of it, joined.
CREATE TABLE cell (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run, -- the session
  version INTEGER NOT NULL, -- the change cursor's place at its last change
  kernel INTEGER REFERENCES execution, -- who says what of it: one of the two is always there
  editor INTEGER REFERENCES execution,
  start_ms INTEGER NOT NULL, -- these three as in its executions, to be found by
  notebook INTEGER REFERENCES name,
  cell_id TEXT,
  found TEXT,               -- JSON: key, value and step of numbers in its outputs
  redacted_ms INTEGER
);
CREATE INDEX cell_by_run ON cell (run, start_ms);
CREATE INDEX cell_by_notebook ON cell (notebook, start_ms);
CREATE INDEX cell_by_cell_id ON cell (cell_id, start_ms);
CREATE INDEX cell_by_version ON cell (version);

-- Cells that are no more: they turned out to be the same execution as another one, or went with their session.
CREATE TABLE gone_cell (id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE INDEX gone_cell_by_version ON gone_cell (version);

-- What one journal says of an execution.
CREATE TABLE execution (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run,
  journal INTEGER NOT NULL REFERENCES journal,
  number INTEGER NOT NULL,  -- which execution it is in its journal
  cell INTEGER NOT NULL REFERENCES cell,
  said_by TEXT NOT NULL,    -- 'kernel' or 'editor'
  first_n INTEGER NOT NULL, -- its records in the journal are from here
  last_n INTEGER,           -- to here
  source INTEGER REFERENCES cell_text, -- NULL: its record is lost, or it was redacted
  likeness TEXT,            -- equal for sources that differ only in line ends and outer space
  count INTEGER,
  cell_id TEXT,
  handle TEXT,
  place INTEGER,
  tags TEXT,                -- JSON
  notebook INTEGER REFERENCES name,
  language TEXT,
  start_ms INTEGER NOT NULL,
  end_ms INTEGER,
  status TEXT,              -- NULL: it has not ended
  error INTEGER REFERENCES cell_text, -- type and message
  traceback INTEGER REFERENCES cell_text,
  names TEXT,               -- JSON: defined, read, deleted
  cpu_ms REAL,
  memory INTEGER,
  output_count INTEGER NOT NULL DEFAULT 0,
  output_length INTEGER NOT NULL DEFAULT 0, -- characters of text
  UNIQUE (journal, number)
);
CREATE INDEX execution_by_cell ON execution (cell);
CREATE INDEX execution_by_count ON execution (run, count, said_by, start_ms);
CREATE INDEX execution_open ON execution (run) WHERE status IS NULL;
CREATE INDEX execution_by_source ON execution (source);
CREATE INDEX execution_by_error ON execution (error);
CREATE INDEX execution_by_traceback ON execution (traceback);

-- Pieces of outputs, as they came. Those of one stream that follow each other are one output.
CREATE TABLE cell_output (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run,
  journal INTEGER NOT NULL REFERENCES journal,
  execution INTEGER NOT NULL REFERENCES execution,
  place INTEGER NOT NULL,   -- n of the record with which it came; one that replaces another takes its place
  time_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT,
  cut INTEGER NOT NULL,
  mimes TEXT,               -- JSON, these three, NULL where empty
  artifacts TEXT,
  left_out TEXT,
  display TEXT
);
CREATE INDEX cell_output_by_execution ON cell_output (execution, place);
CREATE INDEX cell_output_by_run ON cell_output (run);
CREATE INDEX cell_output_by_display ON cell_output (journal, display) WHERE display IS NOT NULL;

-- In which execution the records of a run were written that was open meanwhile.
CREATE TABLE cell_span (
  run INTEGER NOT NULL REFERENCES run,
  journal INTEGER NOT NULL REFERENCES journal,
  first_n INTEGER NOT NULL,
  last_n INTEGER,           -- NULL: it lasts
  session TEXT NOT NULL,    -- id of a run
  number INTEGER NOT NULL,  -- of an execution in a journal of that session by the same process
  time_ms INTEGER NOT NULL,
  execution INTEGER REFERENCES execution, -- NULL: not there yet
  PRIMARY KEY (journal, first_n)
) WITHOUT ROWID;
CREATE INDEX cell_span_by_run ON cell_span (run);
CREATE INDEX cell_span_by_execution ON cell_span (execution);
CREATE INDEX cell_span_waiting ON cell_span (session) WHERE execution IS NULL;

-- Which numbers found in a notebook's outputs are metrics. The notebook, or the key, may be '*': all others.
CREATE TABLE found_choice (
  notebook TEXT NOT NULL,
  key TEXT NOT NULL,
  metric TEXT,              -- NULL: it is none
  PRIMARY KEY (notebook, key)
) WITHOUT ROWID;
`;

const VIEW = `
CREATE VIEW cells AS
  SELECT r.run_id, n.text AS notebook, c.cell_id, coalesce(k.count, e.count) AS count, s.content AS source, c.start_ms,
    coalesce(k.end_ms, e.end_ms) AS end_ms,
    coalesce(nullif(k.status, 'unknown'), nullif(e.status, 'unknown'),
      CASE WHEN r.status = 'RUNNING' AND coalesce(k.status, e.status) IS NULL THEN 'running' ELSE 'unknown' END) AS status,
    f.content AS error, k.cpu_ms, k.memory, coalesce(k.place, e.place) AS place, coalesce(k.tags, e.tags) AS tags,
    coalesce(k.language, e.language) AS language, c.redacted_ms
  FROM cell c JOIN run r ON r.id = c.run
    LEFT JOIN execution k ON k.id = c.kernel LEFT JOIN execution e ON e.id = c.editor
    LEFT JOIN name n ON n.id = c.notebook
    LEFT JOIN cell_text s ON s.id = coalesce(k.source, e.source)
    LEFT JOIN cell_text f ON f.id = coalesce(k.error, e.error);
`;
