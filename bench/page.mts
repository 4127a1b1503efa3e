import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/setup/project.mjs';
import { machine } from './machine.mts';
import { keptResults } from './results.mts';
import { markdownTable } from './table.mts';

const file = join(root, 'docs', 'benchmarks.md');

interface Section {
  readonly title: string;
  readonly benches: readonly string[];
  readonly notes: string;
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Recording, in Python',
    benches: ['import', 'start', 'snapshot', 'log', 'processes'],
    notes: `\`import\` is what Python itself says with \`-X importtime\`. Most of ours is put off until the first \`start_run\`, whose time holds it.
A snapshot is of 100 changed and 50 untracked files, with contents that the repository has not seen; until they are read, \`start_run\` waits.
MLflow's \`log_metric\` writes a row to its SQLite database and has it committed when it returns, as ours has its line in the file; its database
exists before the clock starts. Each of 64 processes logs for itself: 10,000 points with us, ten with MLflow, where 10,000 would take hours.
The cores are busy with 64 processes as they are with one each, so that once is the most there is to expect: what is missing to it is what the system
needs to take turns, and is missing with bare writes, too. Nobody waits for anybody: a point costs each process a twentieth more CPU time at the most.`,
  },
  {
    title: 'The store',
    benches: ['ingest', 'size', 'history'],
    notes: `Sizes are those of the database file with its indexes and rollups. Beside it lie up to two backups of it, each as large. Journals are read,
compressed at the next quiet moment, and dropped after 30 days (a setting).`,
  },
  {
    title: 'Notebooks',
    benches: ['cells', 'session'],
    notes: `Two kernels do the same in turn: one that records its cells, and one that does not. A cell counts from its request until the kernel and all outputs
are done; it sums a hundred squares and prints the sum, so that nearly all of it is the kernel's own. 50 MB are 500,000 lines, of whose text the beginning and
the end are kept. CPU time is that of the kernel's process with all its threads.`,
  },
  {
    title: 'Notebooks as pipelines',
    benches: ['pipeline', 'runner'],
    notes: `A plan counts from the notebook's text until it is known what goes into which step, in a process of its own that has planned nothing before.
The notebook is those of the tests one after the other, as often as it takes. Cells are parsed once, and their statements followed while Python answers
which modules it has; only the names behind \`from x import *\` are waited for. Most of a step that does nothing is the start of its Python, beside which that of a bare one stands.`,
  },
  {
    title: 'The editor',
    benches: ['chart', 'runs', 'seen', 'stall', 'activation'],
    notes: `In a real VS Code, whose window is a headless Chromium without a graphics card, on the same machine as its extension host. A chart counts from the key press until the frame after
the one in which it was drawn, by step, by time and by time since the start in turn; zooms are to a half, a quarter and an eighth. How late the
extension host came holds the turns that other programs had on its core; its own work does not.`,
  },
];

/** Writes docs/benchmarks.md from what was measured last. */
export async function writePage(): Promise<void> {
  const results = keptResults();
  const kept = SECTIONS.flatMap(({ benches }) => benches.flatMap((name) => results[name] ?? []));
  const days = [...new Set(kept.map(({ begun }) => begun.slice(0, 10)))].sort();
  const sections = SECTIONS.map(({ title, benches, notes }) => {
    const rows = benches.flatMap((name) => results[name]?.rows ?? []);
    return `## ${title}\n\n${markdownTable(rows)}\n\n${notes}\n`;
  });
  writeFileSync(file, `${introduction(days.join(', '), await machine())}\n${sections.join('\n')}\n${END}`);
}

function introduction(days: string, where: string): string {
  return `# Benchmarks

What Trialbook costs, what it may cost, and what MLflow needs for the same, on the same machine in the same run.

Measured ${days}: ${where}. The machine is a virtual one that other work shared, so that single rounds may be much slower than the
median. Each cell is the median of several rounds, with the least and the greatest behind it.

    npm run bench                  # everything, about 20 minutes
    npm run bench -- log chart     # single ones
    npm run bench -- --write       # and write this page, with the latest of each

It installs MLflow into an environment of its own, below \`.scratch\`. What is printed is never asserted by a test: a slow machine breaks nothing.
`;
}

const END = `## Not measured

- Network disks, Windows and macOS; a window on another machine than its extension host, where what a chart needs crosses the network.
- The desktop's own window: Chromium draws without a graphics card here, which only makes it slower.
- MLflow's server and its pages: its runs table and charts of this size. Making the data alone would take it hours.
- Power loss: \`kill -9\` ends the process and not the machine, whose last second is not promised.
`;
