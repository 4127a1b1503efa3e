BEGIN TRANSACTION;
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
INSERT INTO "artifact" VALUES(3,'plots/roc.png',12,'image',NULL,NULL,NULL,1795338080000);
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
INSERT INTO "cell" VALUES(1,4,8,1,NULL,1795338003000,6,'p1',NULL,NULL);
INSERT INTO "cell" VALUES(2,4,8,2,5,1795338005000,6,'e2','[["accuracy",0.5,null]]',NULL);
INSERT INTO "cell" VALUES(3,4,8,3,NULL,1795338009000,6,NULL,NULL,NULL);
INSERT INTO "cell" VALUES(4,4,9,4,NULL,1795338011000,6,NULL,NULL,1795376820037);
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
INSERT INTO "cell_output" VALUES(1,4,4,2,6,1795338006000,'stdout','accuracy: 0.5
',0,NULL,NULL,NULL,NULL);
INSERT INTO "cell_output" VALUES(2,4,4,2,7,1795338007000,'display','<Figure>',0,'["text/plain","image/png"]','[{"mime":"image/png","path":"cells/0123.png","size":99}]',NULL,'d1');
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
INSERT INTO "cell_span" VALUES(5,6,2,4,'dddddddddddddddddddddddddddddddd',3,1795338002000,3);
CREATE TABLE cell_text (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, content TEXT NOT NULL);
INSERT INTO "cell_text" VALUES(1,'d11e5bca066cc7075c34e3c739974cd3efcabb7a9e8c11bcafcbf76cfb5a0cb4','lr = 0.1');
INSERT INTO "cell_text" VALUES(2,'ee4f33c48e60787263d25a80483887f1eb105664a94780e91036edda5299f484','evaluate(lr)');
INSERT INTO "cell_text" VALUES(3,'95baf036f1aa2733423c14f202dbee17b0d6c29230f6484fd711c678cd64635a','1 / 0');
INSERT INTO "cell_text" VALUES(4,'b51373d22f5130e4b096f5e6e16a2f7e9164c3a1dac32ff9b24ce598de4952bb','ZeroDivisionError: division by zero');
INSERT INTO "cell_text" VALUES(5,'3f0c6f46bed773a432d88ab2dbf23dd0d11e1fa8556ca8d26c31aa74643863b9','Traceback');
CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE, -- hash of all the rest
  name TEXT NOT NULL, digest TEXT, source TEXT, schema TEXT, profile TEXT
);
INSERT INTO "dataset" VALUES(1,'4791d4b619646b17f6beacafa2eb0693cd6e93707c4cb1c472235962e7ed6169','digits','abc',NULL,NULL,NULL);
CREATE TABLE deleted_run (run_id TEXT PRIMARY KEY, version INTEGER NOT NULL, deleted_ms INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "deleted_run" VALUES('cccccccccccccccccccccccccccccccc',5,1795343949042);
CREATE TABLE environment (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, content TEXT NOT NULL);
INSERT INTO "environment" VALUES(1,'8be44b311d26763c77898e7f624426a7e8dbce1b20517bd3f1c785c39873e31b','{"python":"3.11.4","implementation":"CPython","platform":"Linux","hardware":{"cores":8},"packages":{"numpy":"2.1.0"},"variables":["HOME"]}');
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
INSERT INTO "execution" VALUES(1,4,4,1,1,'kernel',3,4,1,'d11e5bca066cc707',1,'p1',NULL,0,'["parameters"]',NULL,NULL,1795338003000,1795338004000,'ok',NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO "execution" VALUES(2,4,4,2,2,'kernel',5,8,2,'ee4f33c48e607872',2,NULL,'W2',NULL,NULL,NULL,NULL,1795338005000,1795338008000,'ok',NULL,NULL,'{"defined":["score"],"read":["lr"],"deleted":[]}',12.5,1000,2,22);
INSERT INTO "execution" VALUES(3,4,4,3,3,'kernel',9,10,3,'95baf036f1aa2733',3,NULL,NULL,NULL,NULL,NULL,NULL,1795338009000,1795338010000,'error',4,5,NULL,NULL,NULL,0,0);
INSERT INTO "execution" VALUES(4,4,4,4,4,'kernel',11,12,NULL,NULL,4,NULL,NULL,NULL,NULL,NULL,NULL,1795338011000,1795338012000,'ok',NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO "execution" VALUES(5,4,5,1,2,'editor',3,4,2,'ee4f33c48e607872',2,'e2','W2',1,NULL,NULL,NULL,1795338005000,1795338004000,'ok',NULL,NULL,NULL,NULL,NULL,0,0);
CREATE TABLE experiment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  metric TEXT,              -- chosen by the person
  goal TEXT
);
INSERT INTO "experiment" VALUES(1,'Default',NULL,NULL);
INSERT INTO "experiment" VALUES(2,'digits','acc','max');
INSERT INTO "experiment" VALUES(3,'explore.ipynb',NULL,NULL);
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
INSERT INTO "file" VALUES(3,'data.csv','read',5,1795338000000,NULL,NULL);
CREATE TABLE found_choice (
  notebook TEXT NOT NULL,
  key TEXT NOT NULL,
  metric TEXT,              -- NULL: it is none
  PRIMARY KEY (notebook, key)
) WITHOUT ROWID;
INSERT INTO "found_choice" VALUES('/project/explore.ipynb','*',NULL);
INSERT INTO "found_choice" VALUES('/project/explore.ipynb','accuracy','val_acc');
CREATE TABLE git_state (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  root TEXT, commit_id TEXT, branch TEXT, remote TEXT, dirty INTEGER, subject TEXT, problem TEXT
, snapshot TEXT, operation TEXT, left_out TEXT, changed TEXT, submodules TEXT);
INSERT INTO "git_state" VALUES(1,'deebb4248ee00c34f778f6f8daf849e75bb2eb90ef387a0ddfef9606110e5eec','/home/ana/digits','3f2c9a10b7d84e56f0123456789abcdef0123456','main',NULL,1,'Try more',NULL,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','merge','{"count":2,"bytes":12000000,"files":[{"path":"big.bin","size":12000000,"why":"size"}]}','["train.py"]','[{"path":"lib","commit":"cccccccccccccccccccccccccccccccccccccccc","dirty":true}]');
CREATE TABLE gone_cell (id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE input (
  run INTEGER NOT NULL REFERENCES run,
  dataset INTEGER NOT NULL REFERENCES dataset,
  context TEXT NOT NULL,
  PRIMARY KEY (run, dataset, context)
) WITHOUT ROWID;
INSERT INTO "input" VALUES(3,1,'training');
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
INSERT INTO "journal" VALUES(1,'33333333333333333333333333333333',NULL,'trialbook-test 0','lab-1',4713,NULL,NULL,NULL,1,'FINISHED',1795338003000,NULL);
INSERT INTO "journal" VALUES(2,'22222222222222222222222222222222',2,'trialbook-test 0','lab-1',4712,NULL,NULL,NULL,1,'FAILED',1795338003000,NULL);
INSERT INTO "journal" VALUES(3,'11111111111111111111111111111111',3,'trialbook-test 0','lab-1',4711,NULL,NULL,NULL,1,'FINISHED',1795338084000,'{"stdout":""}');
INSERT INTO "journal" VALUES(4,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',4,'trialbook-test 0','lab-1',4711,'100','boot-1',NULL,1,'FINISHED',1795338013000,NULL);
INSERT INTO "journal" VALUES(5,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',4,'trialbook-test 0','lab-1',4712,'100','boot-1',NULL,1,'FINISHED',1795338005000,NULL);
INSERT INTO "journal" VALUES(6,'cccccccccccccccccccccccccccccccc',5,'trialbook-test 0','lab-1',4711,'100','boot-1',NULL,1,'FINISHED',1795338005000,NULL);
CREATE TABLE journal_part (
  journal INTEGER NOT NULL REFERENCES journal,
  part INTEGER NOT NULL,
  offset INTEGER NOT NULL,  -- bytes read, uncompressed, up to behind a whole line
  last_n INTEGER NOT NULL,
  sealed INTEGER NOT NULL,  -- nothing more is to come
  file TEXT NOT NULL,       -- the name under which it was last seen
  PRIMARY KEY (journal, part)
) WITHOUT ROWID;
INSERT INTO "journal_part" VALUES(1,0,482,4,1,'');
INSERT INTO "journal_part" VALUES(2,0,616,4,1,'22222222222222222222222222222222.0.jsonl');
INSERT INTO "journal_part" VALUES(3,0,8760,85,1,'11111111111111111111111111111111.0.jsonl');
INSERT INTO "journal_part" VALUES(4,0,1968,14,1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.0.jsonl');
INSERT INTO "journal_part" VALUES(5,0,834,6,1,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.0.jsonl');
INSERT INTO "journal_part" VALUES(6,0,823,6,1,'cccccccccccccccccccccccccccccccc.0.jsonl');
CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO "meta" VALUES('cursor',9);
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
INSERT INTO "name" VALUES(1,'loss');
INSERT INTO "name" VALUES(2,'lr');
INSERT INTO "name" VALUES(3,'model');
INSERT INTO "name" VALUES(4,'team');
INSERT INTO "name" VALUES(5,'acc');
INSERT INTO "name" VALUES(6,'/project/explore.ipynb');
INSERT INTO "name" VALUES(7,'val_acc');
CREATE TABLE output (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run,
  journal INTEGER NOT NULL REFERENCES journal,
  n INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  stream TEXT NOT NULL,
  text TEXT NOT NULL
);
INSERT INTO "output" VALUES(1,3,3,79,1795338079000,'stdout','hello
');
CREATE TABLE param (
  run INTEGER NOT NULL REFERENCES run,
  name INTEGER NOT NULL REFERENCES name,
  value TEXT NOT NULL,
  number REAL,              -- the value, if it is a number and not NaN
  source TEXT NOT NULL,
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
INSERT INTO "param" VALUES(3,2,'0.1',0.1,'log');
INSERT INTO "param" VALUES(3,3,'svm',NULL,'log');
INSERT INTO "param" VALUES(4,2,'0.1',0.1,'cell');
CREATE TABLE point (
  stream INTEGER NOT NULL REFERENCES stream,
  seq INTEGER NOT NULL,     -- n of its record; of printed ones their number in the stream
  step INTEGER NOT NULL,
  dt INTEGER NOT NULL,
  value REAL,
  PRIMARY KEY (stream, seq)
) WITHOUT ROWID;
INSERT INTO "point" VALUES(2,2,0,2000,2.0);
INSERT INTO "point" VALUES(3,7,0,7000,1.0);
INSERT INTO "point" VALUES(3,8,1,8000,0.5);
INSERT INTO "point" VALUES(3,9,2,9000,3.33333333333333314829e-01);
INSERT INTO "point" VALUES(3,10,3,10000,0.25);
INSERT INTO "point" VALUES(3,11,4,11000,0.2);
INSERT INTO "point" VALUES(3,12,5,12000,1.66666666666666657414e-01);
INSERT INTO "point" VALUES(3,13,6,13000,1.42857142857142849212e-01);
INSERT INTO "point" VALUES(3,14,7,14000,0.125);
INSERT INTO "point" VALUES(3,15,8,15000,1.11111111111111104943e-01);
INSERT INTO "point" VALUES(3,16,9,16000,0.1);
INSERT INTO "point" VALUES(3,17,10,17000,9.09090909090909116141e-02);
INSERT INTO "point" VALUES(3,18,11,18000,8.33333333333333287074e-02);
INSERT INTO "point" VALUES(3,19,12,19000,7.6923076923076927347e-02);
INSERT INTO "point" VALUES(3,20,13,20000,7.14285714285714246063e-02);
INSERT INTO "point" VALUES(3,21,14,21000,6.66666666666666657414e-02);
INSERT INTO "point" VALUES(3,22,15,22000,0.0625);
INSERT INTO "point" VALUES(3,23,16,23000,5.8823529411764705066e-02);
INSERT INTO "point" VALUES(3,24,17,24000,5.55555555555555524716e-02);
INSERT INTO "point" VALUES(3,25,18,25000,5.26315789473684181309e-02);
INSERT INTO "point" VALUES(3,26,19,26000,0.05);
INSERT INTO "point" VALUES(3,27,20,27000,4.76190476190476164042e-02);
INSERT INTO "point" VALUES(3,28,21,28000,4.5454545454545455807e-02);
INSERT INTO "point" VALUES(3,29,22,29000,4.34782608695652161845e-02);
INSERT INTO "point" VALUES(3,30,23,30000,4.16666666666666643537e-02);
INSERT INTO "point" VALUES(3,31,24,31000,0.04);
INSERT INTO "point" VALUES(3,32,25,32000,3.84615384615384636735e-02);
INSERT INTO "point" VALUES(3,33,26,33000,3.7037037037037034981e-02);
INSERT INTO "point" VALUES(3,34,27,34000,3.57142857142857123031e-02);
INSERT INTO "point" VALUES(3,35,28,35000,3.44827586206896546938e-02);
INSERT INTO "point" VALUES(3,36,29,36000,3.33333333333333328707e-02);
INSERT INTO "point" VALUES(3,37,30,37000,3.22580645161290313627e-02);
INSERT INTO "point" VALUES(3,38,31,38000,0.03125);
INSERT INTO "point" VALUES(3,39,32,39000,3.03030303030303038713e-02);
INSERT INTO "point" VALUES(3,40,33,40000,2.9411764705882352533e-02);
INSERT INTO "point" VALUES(3,41,34,41000,2.85714285714285705364e-02);
INSERT INTO "point" VALUES(3,42,35,42000,2.77777777777777762358e-02);
INSERT INTO "point" VALUES(3,43,36,43000,2.70270270270270285273e-02);
INSERT INTO "point" VALUES(3,44,37,44000,2.63157894736842090654e-02);
INSERT INTO "point" VALUES(3,45,38,45000,2.5641025641025640136e-02);
INSERT INTO "point" VALUES(3,46,39,46000,0.025);
INSERT INTO "point" VALUES(3,47,40,47000,2.43902439024390252364e-02);
INSERT INTO "point" VALUES(3,48,41,48000,2.38095238095238082021e-02);
INSERT INTO "point" VALUES(3,49,42,49000,2.32558139534883717702e-02);
INSERT INTO "point" VALUES(3,50,43,50000,2.27272727272727279035e-02);
INSERT INTO "point" VALUES(3,51,44,51000,2.22222222222222230703e-02);
INSERT INTO "point" VALUES(3,52,45,52000,2.17391304347826080922e-02);
INSERT INTO "point" VALUES(3,53,46,53000,2.12765957446808505471e-02);
INSERT INTO "point" VALUES(3,54,47,54000,2.08333333333333321768e-02);
INSERT INTO "point" VALUES(3,55,48,55000,2.04081632653061208204e-02);
INSERT INTO "point" VALUES(3,56,49,56000,0.02);
INSERT INTO "point" VALUES(3,57,50,57000,0.0196078431372549);
INSERT INTO "point" VALUES(3,58,51,58000,1.92307692307692318367e-02);
INSERT INTO "point" VALUES(3,59,52,59000,1.88679245283018860723e-02);
INSERT INTO "point" VALUES(3,60,53,60000,1.85185185185185174905e-02);
INSERT INTO "point" VALUES(3,61,54,61000,1.8181818181818180935e-02);
INSERT INTO "point" VALUES(3,62,55,62000,1.78571428571428561515e-02);
INSERT INTO "point" VALUES(3,63,56,63000,1.75438596491228060436e-02);
INSERT INTO "point" VALUES(3,64,57,64000,1.72413793103448273469e-02);
INSERT INTO "point" VALUES(3,65,58,65000,1.69491525423728812971e-02);
INSERT INTO "point" VALUES(3,66,59,66000,1.66666666666666664353e-02);
INSERT INTO "point" VALUES(3,67,60,67000,1.63934426229508205252e-02);
INSERT INTO "point" VALUES(3,68,61,68000,1.61290322580645156813e-02);
INSERT INTO "point" VALUES(3,69,62,69000,1.58730158730158721347e-02);
INSERT INTO "point" VALUES(3,70,63,70000,0.015625);
INSERT INTO "point" VALUES(3,71,64,71000,1.53846153846153854694e-02);
INSERT INTO "point" VALUES(3,72,65,72000,1.51515151515151519356e-02);
INSERT INTO "point" VALUES(3,73,66,73000,1.49253731343283579241e-02);
INSERT INTO "point" VALUES(3,74,67,74000,1.47058823529411762665e-02);
INSERT INTO "point" VALUES(3,75,68,75000,1.4492753623188405973e-02);
INSERT INTO "point" VALUES(3,76,69,76000,1.42857142857142852682e-02);
INSERT INTO "point" VALUES(4,77,0,77000,NULL);
INSERT INTO "point" VALUES(4,78,1,78000,9e999);
INSERT INTO "point" VALUES(5,3,0,3000,1.0);
INSERT INTO "point" VALUES(6,2097152,0,7000,0.5);
CREATE TABLE problem (
  run INTEGER NOT NULL REFERENCES run,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  count INTEGER NOT NULL,
  time_ms INTEGER NOT NULL, -- of the last time
  PRIMARY KEY (run, code, message)
) WITHOUT ROWID;
INSERT INTO "problem" VALUES(3,'disk-full','The disk was full for a while.',1,1795338083000);
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
INSERT INTO "rollup" VALUES(3,1,0,70,0,4.74389090370576749222e+00,0,7000,1.0,63,70000,0.015625,63,70000,0.015625,0,7000,1.0);
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
, cell_count INTEGER NOT NULL DEFAULT 0);
INSERT INTO "run" VALUES(2,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',1,1795338000000,2,1,'brave','brave','client','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','script','FAILED',1795338000000,1795338003000,1,'ValueError','no','Traceback','',NULL,NULL,NULL,NULL,'lab-1',NULL,NULL,NULL,0,'',NULL,NULL,0);
INSERT INTO "run" VALUES(3,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',4,1795338000000,2,1,'calm','calm','client',NULL,'script','FINISHED',1795338000000,1795338084000,0,NULL,NULL,NULL,'python train.py --lr 0.1','["python","train.py","--lr","0.1"]','/home/ana/digits','/home/ana/digits/train.py','ana','lab-1','/usr/bin/python3',1,1,1,'the one to beat',NULL,NULL,0);
INSERT INTO "run" VALUES(4,'dddddddddddddddddddddddddddddddd',9,1795338000000,3,1,'session 09:00','session 19:10','client',NULL,'session','FINISHED',1795338000000,1795338013000,0,NULL,NULL,NULL,'',NULL,NULL,'/project/explore.ipynb',NULL,'lab-1',NULL,NULL,NULL,0,'',NULL,NULL,4);
INSERT INTO "run" VALUES(5,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',8,1795338000000,3,1,'wide','wide','client','dddddddddddddddddddddddddddddddd','script','FINISHED',1795338000000,1795338005000,0,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,'lab-1',NULL,NULL,NULL,0,'',NULL,NULL,1);
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
INSERT INTO "series" VALUES(2,1,'log',1,0,2.0,0,2000,2.0,0,2.0,0,0);
INSERT INTO "series" VALUES(3,1,'log',70,0,1.42857142857142852682e-02,69,76000,1.42857142857142852682e-02,69,1.0,0,69);
INSERT INTO "series" VALUES(3,5,'log',2,1,9e999,1,78000,9e999,1,9e999,1,1);
INSERT INTO "series" VALUES(4,7,'printed',1,0,0.5,0,7000,0.5,0,0.5,0,0);
INSERT INTO "series" VALUES(5,1,'log',1,0,1.0,0,3000,1.0,0,1.0,0,0);
CREATE TABLE session (
  run INTEGER PRIMARY KEY REFERENCES run,
  notebook INTEGER REFERENCES name, -- as it was called last
  kernel TEXT,
  language TEXT
);
INSERT INTO "session" VALUES(4,6,'python3','python');
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
INSERT INTO "stream" VALUES(2,2,1,2,'log',1,2,0,2000,0,2000,0,0);
INSERT INTO "stream" VALUES(3,3,1,3,'log',70,76,0,7000,69,76000,0,0);
INSERT INTO "stream" VALUES(4,3,5,3,'log',2,78,0,77000,1,78000,0,0);
INSERT INTO "stream" VALUES(5,5,1,6,'log',1,3,0,3000,0,3000,0,0);
INSERT INTO "stream" VALUES(6,4,7,4,'printed',1,2097152,0,7000,0,7000,0,0);
CREATE TABLE tag (
  run INTEGER NOT NULL REFERENCES run,
  name INTEGER NOT NULL REFERENCES name,
  value TEXT,               -- NULL: taken away by the person
  edited INTEGER NOT NULL,  -- by the person, who wins
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
INSERT INTO "tag" VALUES(3,4,'speech',1);
CREATE INDEX run_by_version ON run (version);
CREATE INDEX run_by_start ON run (start_ms);
CREATE INDEX run_by_parent ON run (parent_run_id);
CREATE INDEX run_by_status ON run (status);
CREATE INDEX run_by_name ON run (name);
CREATE INDEX run_by_name_key ON run (name_key);
CREATE INDEX deleted_run_by_version ON deleted_run (version);
CREATE INDEX param_by_name ON param (name);
CREATE INDEX tag_by_name ON tag (name);
CREATE INDEX input_by_dataset ON input (dataset);
CREATE INDEX output_by_run ON output (run);
CREATE INDEX journal_by_run ON journal (run);
CREATE INDEX journal_by_state ON journal (state);
CREATE INDEX journal_part_unsealed ON journal_part (journal) WHERE sealed = 0;
CREATE INDEX series_by_name ON series (name, last);
CREATE INDEX file_by_path ON file (path);
CREATE INDEX run_by_script ON run (script);
CREATE INDEX cell_by_run ON cell (run, start_ms);
CREATE INDEX cell_by_notebook ON cell (notebook, start_ms);
CREATE INDEX cell_by_cell_id ON cell (cell_id, start_ms);
CREATE INDEX cell_by_version ON cell (version);
CREATE INDEX gone_cell_by_version ON gone_cell (version);
CREATE INDEX execution_by_cell ON execution (cell);
CREATE INDEX execution_by_count ON execution (run, count, said_by, start_ms);
CREATE INDEX execution_open ON execution (run) WHERE status IS NULL;
CREATE INDEX execution_by_source ON execution (source);
CREATE INDEX execution_by_error ON execution (error);
CREATE INDEX execution_by_traceback ON execution (traceback);
CREATE INDEX cell_output_by_execution ON cell_output (execution, place);
CREATE INDEX cell_output_by_run ON cell_output (run);
CREATE INDEX cell_output_by_display ON cell_output (journal, display) WHERE display IS NOT NULL;
CREATE INDEX cell_span_by_run ON cell_span (run);
CREATE INDEX cell_span_by_execution ON cell_span (execution);
CREATE INDEX cell_span_waiting ON cell_span (session) WHERE execution IS NULL;
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
CREATE VIEW runs AS
      SELECT r.run_id, r.name, e.name AS experiment, r.parent_run_id, coalesce(r.kind, 'script') AS kind, r.status, r.start_ms, r.end_ms,
        r.end_ms - r.start_ms AS duration_ms, r.command, r.script, g.commit_id AS git_commit, g.branch, g.dirty,
        r.user, r.host, r.note, r.starred, r.binned_ms,
        CASE WHEN r.error_type IS NULL THEN NULL WHEN r.error_message = '' THEN r.error_type ELSE r.error_type || ': ' || r.error_message END AS error,
        g.snapshot
      FROM run r JOIN experiment e ON e.id = r.experiment LEFT JOIN git_state g ON g.id = r.git;
CREATE VIEW files AS
      SELECT r.run_id, f.path, f.mode, f.size, f.mtime_ms, f.hash, f.hash_kind FROM file f JOIN run r ON r.id = f.run;
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
CREATE INDEX run_by_experiment ON run (experiment, binned_ms, parent_run_id, status, start_ms, kind);
CREATE INDEX stream_by_name ON stream (name);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('stream',6);
INSERT INTO "sqlite_sequence" VALUES('cell',5);
COMMIT;
PRAGMA user_version = 5;
