import { open, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { parseCsv } from '../core/csv';
import { TrialbookError } from '../core/errors';
import { indentJson } from '../core/json_layout';
import { parseJsonTable } from '../core/json_table';
import type { Artifact } from '../core/run';
import type { ArtifactPreview } from '../protocol/artifact_preview';

/** A preview reads no more than this of a file, and a table shows no more rows. */
const mostBytes = 512 * 1024;
const mostRows = 500;
const mostImageBytes = 50 * 1024 * 1024;

/**
 * The absolute path of a run's artifact. Only a path that the run recorded is taken, and only if the file it leads to,
 * links followed, lies in the run's own folder.
 */
export async function artifactFile(artifactDir: string, artifacts: readonly Pick<Artifact, 'path'>[], path: string): Promise<string> {
  if (!artifacts.some((artifact) => artifact.path === path)) {
    throw new TrialbookError('artifact-not-found', `This run has no artifact "${path}".`);
  }
  const [folder, file] = await Promise.all([realpath(artifactDir), realpath(join(artifactDir, path))]).catch(() => {
    throw new TrialbookError('artifact-not-found', `${path} is recorded, but its file is not there any more.`);
  });
  if (!file.startsWith(folder + sep)) throw new TrialbookError('artifact-outside', `${path} leads out of the run's folder and is not opened.`);
  return file;
}

/** @param uriOf makes an address from which a page may load an image */
export async function previewArtifact(file: string, uriOf: (file: string) => string | Promise<string>): Promise<ArtifactPreview> {
  const { size } = await stat(file);
  const kind = kindOf(file);
  if (kind === 'image') {
    return size > mostImageBytes ? { kind: 'none', reason: 'This image is too large to show here.' } : { kind, uri: await uriOf(file) };
  }
  if (size === 0) return { kind: 'none', reason: 'This file is empty.' };
  const head = await readHead(file);
  const cut = size > head.length;
  const text = textOf(head, cut);
  if (text === undefined) return { kind: 'none', reason: 'This file is not text.' };
  if (kind === 'html' && !cut) return { kind, html: text };
  if (kind === 'csv' || kind === 'tsv') return table(text, kind === 'csv' ? separatorOf(text) : '\t', cut);
  if (kind === 'json' && !cut) {
    const table = parseJsonTable(text);
    return table ? firstRows(table.columns, table.rows, false) : { kind: 'text', text: indentJson(text), cut };
  }
  return { kind: 'text', text, cut };
}

const kinds: Readonly<Record<string, 'image' | 'html' | 'csv' | 'tsv' | 'json'>> = {
  '.png': 'image', '.jpg': 'image', '.jpeg': 'image', '.gif': 'image', '.webp': 'image', '.bmp': 'image', '.svg': 'image', '.avif': 'image',
  '.html': 'html', '.htm': 'html', '.csv': 'csv', '.tsv': 'tsv', '.json': 'json',
};

function kindOf(file: string) {
  return kinds[extname(file).toLowerCase()] ?? 'text';
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const buffer = new Uint8Array(mostBytes);
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/** What is not UTF-8 is what programs for Windows write; undefined: no text at all. */
function textOf(bytes: Uint8Array, cut: boolean): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Where a comma is the decimal sign, semicolons separate. */
function separatorOf(text: string): string {
  const [head = ''] = text.split('\n', 1);
  return [',', ';', '\t'].find((separator) => head.includes(separator)) ?? ',';
}

function table(text: string, separator: string, cut: boolean): ArtifactPreview {
  const [columns = [], ...rows] = parseCsv(text, separator, mostRows + 2);
  if (cut && rows.length <= mostRows) rows.pop();
  return firstRows(columns, rows, cut);
}

function firstRows(columns: readonly string[], rows: readonly (readonly string[])[], cut: boolean): ArtifactPreview {
  const shown = rows.slice(0, mostRows);
  // A row that is longer than the head keeps all of its fields.
  const width = shown.reduce((most, row) => Math.max(most, row.length), columns.length);
  const heads = Array.from({ length: width }, (_, place) => columns[place] ?? '');
  return { kind: 'table', columns: heads, rows: shown, cut: cut || rows.length > mostRows };
}
