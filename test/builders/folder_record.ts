import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Everything in a folder, by path: kind and mode, time of change, content. */
export type FolderRecord = Readonly<Record<string, string>>;

/**
 * What is in a folder and its repository, so that a test can tell whether anything of a person's was touched: two records are equal
 * where only objects and refs below `refs/trialbook` came to it. Folders have no time, because those get new entries; nor has a shared
 * index, which git marks as still in use whenever it reads it.
 */
export function recordFolder(folder: string | Buffer, path = ''): FolderRecord {
  const record: Record<string, string> = {};
  // Names need not be text.
  for (const name of readdirSync(folder, { encoding: 'buffer' })) {
    const inside = path + name.toString('latin1');
    if (/(^|\/)\.git\/(.*\/)?(objects|refs\/trialbook)$/.test(inside)) continue;
    const place = Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);
    const stats = lstatSync(place, { bigint: true });
    const mode = stats.mode.toString(8);
    if (stats.isDirectory()) Object.assign(record, { [inside]: mode }, recordFolder(place, `${inside}/`));
    else if (/(^|\/)\.git\/sharedindex\./.test(inside)) record[inside] = mode;
    else record[inside] = `${mode} ${stats.mtimeNs} ${contentOf(place, stats.isSymbolicLink(), stats.isFile())}`;
  }
  return record;
}

function contentOf(place: Buffer, isLink: boolean, isFile: boolean): string {
  if (isLink) return readlinkSync(place, 'latin1');
  return isFile ? createHash('sha1').update(readFileSync(place)).digest('hex') : '';
}
