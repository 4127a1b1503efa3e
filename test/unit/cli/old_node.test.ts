import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();

/** A Node on PATH that better-sqlite3 would crash, if this machine has one. */
const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter((path) => existsSync(path))
  .find((path) => Number.parseInt(spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout, 10) < 22);

it.skipIf(oldNode === undefined)('says which Node it needs on one that is too old, rather than crash', async () => {
  project.run('a').end();
  const { status, stdout, stderr } = await project.trialbookUnder(oldNode ?? '', 'ls');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^trialbook: needs Node 22 or newer, and this is v\d+\.\d+\.\d+\n$/);
});
