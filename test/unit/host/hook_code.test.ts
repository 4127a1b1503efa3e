import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachElsewhere, attachHere, startRun } from '../../../src/host/notebooks/hook_code';
import { storedZip } from '../../../src/host/stored_zip';

/** Stands where the client's package does, and says what it was told; what the client makes of it is tried in the editor. */
const PACKAGE = {
  'trialbook/__init__.py': '',
  'trialbook/notebook.py': `import json
def attach(run, store_dir, notebook): print(json.dumps({"ok": True, "run": run, "store": store_dir, "notebook": notebook}))
def start(name): raise RuntimeError("no %s" % name)
`,
};

describe('what the editor runs in a kernel', () => {
  let folder: string;
  let facts: Parameters<typeof attachHere>[0];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trialbook-hook '));
    const [modules, store, probe] = [join(folder, "it's a \"folder\""), join(folder, 'store'), join(folder, 'probe')];
    mkdirSync(join(modules, 'trialbook'), { recursive: true });
    mkdirSync(store);
    for (const [name, text] of Object.entries(PACKAGE)) writeFileSync(join(modules, name), text);
    writeFileSync(probe, 'mark');
    facts = { run: 'a'.repeat(32), store, modules, probe, mark: 'mark', notebook: '/työ/"study" 🙂\\n.ipynb' };
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What the code prints in a Python of its own, before the names that it has left behind. */
  const said = (code: string): unknown => {
    const program = `exec(input())\nprint("left", [name for name in dir() if not name.startswith("_")])`;
    const output = execFileSync('python3', ['-I', '-c', program], { input: `exec(${JSON.stringify(code)})\n`, encoding: 'utf8' });
    const [line, left] = output.trim().split('\n');
    expect(left).toBe('left []');
    return JSON.parse(line!);
  };

  it('brings the client in with every path as it is, and leaves no name behind', () => {
    expect(said(attachHere(facts))).toEqual({ ok: true, run: facts.run, store: facts.store, notebook: facts.notebook });
  });

  it.each([['probe', '/nowhere'], ['mark', 'another'], ['store', '/nowhere']])('knows a kernel elsewhere by its %s', (field, value) => {
    expect(said(attachHere({ ...facts, [field]: value }))).toEqual({ ok: false, elsewhere: true });
  });

  it('hands the client over to a kernel elsewhere', () => {
    const client = storedZip(Object.entries(PACKAGE).map(([name, text]) => ({ name, content: Buffer.from(text) }))).toString('base64');
    expect(said(attachElsewhere({ ...facts, client }))).toEqual({ ok: true, run: facts.run, store: null, notebook: facts.notebook });
  });

  it('says on one line what went wrong', () => {
    expect(said(attachElsewhere({ ...facts, client: 'UEs=' }))).toMatchObject({ ok: false });
  });

  it('is no cell', () => {
    expect(startRun('x')).toMatch(/^# trialbook: hidden\n/);
  });
});
