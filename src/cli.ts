// The entry of the `trialbook` command. better-sqlite3 crashes Nodes older than 22, so nothing is loaded before that is ruled out.
const OLDEST_NODE = 22;

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(`trialbook: needs Node ${OLDEST_NODE} or newer, and this is ${process.version}\n`);
  process.exitCode = 1;
} else {
  void start();
}

async function start(): Promise<void> {
  const [{ main }, { Terminal }] = await Promise.all([import('./cli/main'), import('./cli/terminal')]);
  // `trialbook ls | head`: who reads has seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  process.exitCode = await main(process.argv.slice(2), new Terminal(process.stdout, process.stderr));
}
