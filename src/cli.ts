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
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `trialbook ls | head`: who reads has seen enough. What was found out before still counts.
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`trialbook: ${error.message}\n`);
    process.exit(1);
  });
  // Whoever reads only the result is not to lose it.
  process.stderr.on('error', () => undefined);
  process.exitCode = await main(process.argv.slice(2), new Terminal(process.stdout, process.stderr));
}
