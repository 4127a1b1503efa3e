import { spawn, type ChildProcess } from 'node:child_process';
import { serverFolder, serverIsFetched, serverMain } from '../../scripts/setup/editor_server.mjs';

export interface ServerOptions {
  /** The server's own data and logs; of this server alone. */
  dataFolder: string;
  /** Holds `User/settings.json` and what the editor remembers, as a desktop's `--user-data-dir`. */
  userDataFolder: string;
  /** Folder of installed extensions. */
  extensionsFolder: string;
  /** 0 (the default) takes a free one. */
  port?: number;
  /** False opens folders in restricted mode until somebody trusts them. */
  trust: boolean;
  /** The workbench obeys `extensionDevelopmentPath` and `extensionTestsPath` of the payload, and reports to the page. */
  testDriver?: boolean;
  /** Added to this process's own environment, for the server and the extension host. */
  env?: NodeJS.ProcessEnv;
}

export interface EditorServer {
  port: number;
  /** Resolves when the process has gone, whoever ended it. */
  exited: Promise<void>;
  /** Ends the server and all it started; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts VS Code's server on the loopback interface and waits until it listens.
 * @throws Error with the server's output when it ends before that.
 */
export async function startServer(options: ServerOptions): Promise<EditorServer> {
  if (!serverIsFetched()) {
    throw new Error(`The test editor is not in ${serverFolder}. Run "npm run setup" to fetch it.`);
  }
  const child = spawn(process.execPath, [serverMain, ...serverArguments(options)], {
    // Its own process group, so that the extension host and terminals can be ended with it.
    detached: true,
    // An empty gallery, so that nothing is looked up on the network.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  endWithThisProcess(child, exited, options.dataFolder);
  const stop = async () => {
    signalGroup(child, 'SIGTERM');
    const deadline = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000);
    await exited;
    clearTimeout(deadline);
    signalGroup(child, 'SIGKILL');
  };
  try {
    return { port: await listeningPort(child, exited), exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a packaged extension into a folder of extensions, as "Install from VSIX" does. */
export async function installVsix(vsix: string, dataFolder: string, extensionsFolder: string): Promise<void> {
  const args = [serverMain, '--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder, '--accept-server-license-terms', '--install-extension', vsix];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`Installing ${vsix} failed:\n${output()}`);
}

function serverArguments(options: ServerOptions): string[] {
  return [
    '--host', '127.0.0.1',
    '--port', String(options.port ?? 0),
    '--without-connection-token',
    '--accept-server-license-terms',
    '--server-data-dir', options.dataFolder,
    '--user-data-dir', options.userDataFolder,
    '--extensions-dir', options.extensionsFolder,
    '--telemetry-level', 'off',
    '--log', 'error',
    ...(options.trust ? ['--disable-workspace-trust'] : []),
    ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

function listeningPort(child: ChildProcess, exited: Promise<void>): Promise<number> {
  const output = collect(child);
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
      if (port) resolve(Number(port));
    });
    child.once('error', reject);
    void exited.then(() => reject(new Error(`VS Code's server ended before it listened:\n${output()}`)));
  });
}

/** Gathers what a child writes, so that an error can show it. */
function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

/**
 * A test process may be killed without a chance to clean up. A guard waits for the end of a pipe that only this process
 * holds open, and then ends the server's whole group and deletes its data.
 */
function endWithThisProcess(child: ChildProcess, exited: Promise<void>, dataFolder: string): void {
  const guard = spawn('sh', ['-c', 'cat > /dev/null; kill -KILL -- "-$0"; rm -rf -- "$1"', String(child.pid), dataFolder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  void exited.then(() => guard.kill('SIGKILL'));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has already gone.
  }
}
