import { cells } from './cells';
import type { Command } from './command';
import { compare } from './compare';
import { exportRuns } from './export';
import { gc } from './gc';
import { how } from './how';
import { ls } from './ls';
import { pipeline } from './pipeline';
import { redact } from './redact';
import { series } from './series';
import { show } from './show';
import { sync } from './sync';
import { watch } from './watch';

/** What `trialbook` can do, in the order of its help. */
export const COMMANDS: Readonly<Record<string, Command>> = { ls, show, compare, watch, series, cells, how, pipeline, export: exportRuns, sync, redact, gc };
