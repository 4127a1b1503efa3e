import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { storedZip, type ZipEntry } from './stored_zip';

/**
 * Packs the client as a wheel, which pip installs without building anything and without a network.
 * @param modules the folder that holds the package `trialbook`
 * @returns the wheel's path, in `folder`
 */
export async function writeClientWheel(modules: string, folder: string): Promise<string> {
  const source = join(modules, 'trialbook');
  const version = /VERSION = "([\d.]+)"/.exec(await readFile(join(source, 'version.py'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('The client does not tell its version');
  const files = (await readdir(source, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const entries: ZipEntry[] = await Promise.all(
    paths.map(async (path) => ({ name: relative(modules, path).split(sep).join('/'), content: await readFile(path) })),
  );
  const info = `trialbook-${version}.dist-info`;
  entries.push(
    { name: `${info}/METADATA`, content: Buffer.from(`Metadata-Version: 2.1\nName: trialbook\nVersion: ${version}\nRequires-Python: >=3.9\n`) },
    { name: `${info}/WHEEL`, content: Buffer.from('Wheel-Version: 1.0\nGenerator: trialbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n') },
  );
  const record = [...entries.map(recordLine), `${info}/RECORD,,`, ''].join('\n');
  entries.push({ name: `${info}/RECORD`, content: Buffer.from(record) });
  const wheel = join(folder, `trialbook-${version}-py3-none-any.whl`);
  await mkdir(folder, { recursive: true });
  await writeFile(wheel, storedZip(entries));
  return wheel;
}

function recordLine({ name, content }: ZipEntry): string {
  return `${name},sha256=${createHash('sha256').update(content).digest('base64url')},${content.length}`;
}
