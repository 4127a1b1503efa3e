import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { TrialbookError } from '../core/errors';
import type { PythonClient } from './python_client';

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;

/** An interpreter's packages, and what it takes from a work tree. */
export interface PythonEnvironment {
  /** `3.11.2` */
  readonly python: string;
  /** name → version */
  readonly packages: Readonly<Record<string, string>>;
  /** folders of the work tree in which it looks for modules, because packages are installed from there for development */
  readonly places: readonly string[];
  /** names of those packages */
  readonly developed: readonly string[];
}

/** The client itself tells, so that both lists are made alike. */
const PROBE = `
import importlib.metadata, json, os, re, sys, urllib.parse, urllib.request
from trialbook.environment import read_environment
root = os.path.realpath(sys.argv[1])
prefix = os.path.realpath(sys.prefix)
def inside(path, folder):
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
def ours(path):
    real = os.path.realpath(path)
    return os.path.isdir(real) and inside(real, root) and not (inside(real, prefix) and inside(prefix, root))
places = [os.path.realpath(path) for path in sys.path[1:] if path and ours(path)]
developed = []
for package in importlib.metadata.distributions():
    try:
        origin = json.loads(package.read_text("direct_url.json") or "{}")
        if not origin.get("dir_info", {}).get("editable"):
            continue
        folder = urllib.request.url2pathname(urllib.parse.urlparse(origin["url"]).path)
        name = package.metadata["Name"]
    except Exception:
        continue
    if ours(folder):
        developed.append(re.sub(r"[-_.]+", "-", name).lower())
        places += [os.path.realpath(path) for path in (os.path.join(folder, "src"), folder) if ours(path)]
found = read_environment(None)
print("\\n" + json.dumps({"python": found["python"], "packages": found["packages"], "places": list(dict.fromkeys(places)), "developed": developed}))
`;

const reply = v.object({ python: v.string(), packages: v.record(v.string(), v.string()), places: v.array(v.string()), developed: v.array(v.string()) });

/**
 * Asks an interpreter for its packages. Throws `python-silent` where it does not answer, the signal's reason.
 * @param root the work tree's top
 */
export async function readPythonEnvironment(interpreter: string, root: string, client: PythonClient, signal?: AbortSignal): Promise<PythonEnvironment> {
  await client.ready();
  const own = process.env['PYTHONPATH'];
  const PYTHONPATH = [...(own ? [own] : []), client.places.modules].join(delimiter);
  try {
    const options = { cwd: tmpdir(), env: { ...process.env, PYTHONPATH }, timeout: TIMEOUT_MS, windowsHide: true, maxBuffer: 32_000_000, ...(signal && { signal }) };
    const { stdout } = await run(interpreter, ['-c', PROBE, root], options);
    return v.parse(reply, JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch (error) {
    signal?.throwIfAborted();
    throw new TrialbookError('python-silent', `${interpreter} did not tell its packages: ${(error as Error).message.split('\n')[0]}`);
  }
}
