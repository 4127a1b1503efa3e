import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { shortened, StreamText, type ShortText } from './stream_text';

/** An output as VS Code has it; a `NotebookCellOutput` is one. */
export interface EditorOutput {
  readonly items: readonly { readonly mime: string; readonly data: Uint8Array }[];
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** The field `output` of a journal's `cell_output` (docs/journal.md). */
export interface OutputFields {
  readonly kind: 'stdout' | 'stderr' | 'result' | 'display' | 'error';
  readonly text?: string;
  readonly cut?: number;
  readonly mimes?: readonly string[];
  readonly artifacts?: readonly { readonly mime: string; readonly path: string; readonly size: number }[];
  readonly left_out?: readonly { readonly mime: string; readonly size: number }[];
  readonly display?: string;
}

/** What of an execution's outputs is kept. */
export const MOST_OUTPUTS = 200;
const TEXT_LIMIT = 1024 * 1024;
const FILE_LIMIT = 16 * 1024 * 1024;
/** Bytes that are looked at before the extension host gets its turn. */
const SLICE = 256 * 1024;
/** Larger JSON is kept as it came: to parse it would take too long at a stretch. */
const PARSED_LIMIT = 256 * 1024;

const MIME = 'application/vnd.code.notebook.';
const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'text/html': 'html',
  'application/json': 'json',
  'application/vnd.dataresource+json': 'json',
  'application/geo+json': 'json',
};
const CHART = /^application\/vnd\.(plotly|vega|vegalite)\.v\d+(\.\d+)*\+json$/;
const TEXTS = ['text/markdown', 'text/plain', 'text/latex'];

/**
 * What there is to record of an execution's outputs, in order, their files written before. However large they are, nothing here
 * keeps the extension host busy for longer than a few milliseconds at a stretch.
 * @param artifactDir the folder of the session's artifacts
 * @yields at most 200 outputs with 1 MB of text together
 */
export async function* recordedOutputs(outputs: readonly EditorOutput[], artifactDir: string): AsyncGenerator<OutputFields> {
  let textLeft = TEXT_LIMIT;
  const within = ({ text, cut }: ShortText): ShortText => {
    const less = shortened(text, textLeft);
    textLeft -= less.text.length;
    return { text: less.text, cut: cut + less.cut };
  };
  for (const output of outputs.slice(0, MOST_OUTPUTS)) {
    const stream = output.items.find(({ mime }) => mime === `${MIME}stdout` || mime === `${MIME}stderr`);
    const error = errorOf(output);
    if (stream) {
      yield { kind: stream.mime === `${MIME}stderr` ? 'stderr' : 'stdout', ...textFields(within(await streamText(output))) };
    } else if (error) {
      yield { kind: 'error', ...textFields(within(shortened(error.traceback))) };
    } else {
      yield await displayed(output, artifactDir, within);
    }
    await nextTurn();
  }
}

/** The exception that is among the outputs, as a journal's `error`. */
export function errorAmong(outputs: readonly EditorOutput[]): { type: string; message: string; traceback: string } | undefined {
  return outputs.map(errorOf).find((error) => error !== undefined);
}

function errorOf({ items }: EditorOutput): { type: string; message: string; traceback: string } | undefined {
  const item = items.find(({ mime }) => mime === `${MIME}error`);
  if (!item) return undefined;
  try {
    const { name, message, stack } = JSON.parse(decoded(item.data)) as Partial<Error>;
    return { type: String(name ?? 'Error'), message: String(message ?? ''), traceback: String(stack ?? '') };
  } catch {
    return { type: 'Error', message: shortened(decoded(item.data)).text, traceback: '' };
  }
}

/** Decodes and folds slice by slice; a character may lie across two. */
async function streamText({ items }: EditorOutput): Promise<ShortText> {
  const text = new StreamText();
  const decoder = new TextDecoder();
  let ahead = items.reduce((sum, { data }) => sum + data.length, 0);
  for (const { data } of items) {
    for (let start = 0; start < data.length; start += SLICE) {
      const slice = data.subarray(start, start + SLICE);
      ahead -= slice.length;
      text.feed(decoder.decode(slice, { stream: true }), ahead);
      if (ahead > 0) await nextTurn();
    }
  }
  text.feed(decoder.decode(), 0);
  return text.finish();
}

async function displayed({ items, metadata }: EditorOutput, artifactDir: string, within: (text: ShortText) => ShortText): Promise<OutputFields> {
  const artifacts: { mime: string; path: string; size: number }[] = [];
  const leftOut: { mime: string; size: number }[] = [];
  for (const { mime, data } of items) {
    const ending = ENDINGS[mime] ?? (CHART.test(mime) ? 'json' : undefined);
    if (ending === undefined) continue;
    const content = ending === 'json' ? compact(data) : data;
    if (content.length > FILE_LIMIT) leftOut.push({ mime, size: content.length });
    else artifacts.push({ mime, path: await kept(content, ending, artifactDir), size: content.length });
  }
  const plain = TEXTS.map((mime) => items.find((item) => item.mime === mime)).find((item) => item !== undefined);
  const display = displayOf(metadata);
  return {
    kind: metadata?.['outputType'] === 'execute_result' ? 'result' : 'display',
    ...(plain && textFields(within(await plainText(plain.data)))),
    mimes: items.map(({ mime }) => mime).sort(),
    ...(artifacts.length > 0 && { artifacts }),
    ...(leftOut.length > 0 && { left_out: leftOut }),
    ...(display !== undefined && { display }),
  };
}

/** The middle of what is long is never decoded. */
async function plainText(data: Uint8Array): Promise<ShortText> {
  if (data.length <= 4 * SLICE) return shortened(decoded(data));
  const text = shortened(decoded(data.subarray(0, SLICE)) + decoded(data.subarray(-SLICE)));
  let between = 0;
  for (let start = SLICE; start < data.length - SLICE; start += SLICE) {
    between += decoded(data.subarray(start, Math.min(start + SLICE, data.length - SLICE))).length;
    await nextTurn();
  }
  return { text: text.text, cut: text.cut + between };
}

/** Writes a file named for its content, unless it is there. @returns its path in the artifact folder */
async function kept(content: Uint8Array, ending: string, artifactDir: string): Promise<string> {
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(content))).toString('hex');
  const path = `cells/${hash.slice(0, 32)}.${ending}`;
  const target = join(artifactDir, path);
  if (await stat(target).then(() => true, () => false)) return path;
  await mkdir(dirname(target), { recursive: true });
  const temporary = join(dirname(target), `.${crypto.randomUUID()}`);
  await writeFile(temporary, content);
  await rename(temporary, target);
  return path;
}

/** VS Code indents JSON; as a kernel writes it, equal content has an equal name whoever records it. */
function compact(data: Uint8Array): Uint8Array {
  if (data.length > PARSED_LIMIT) return data;
  try {
    return Buffer.from(JSON.stringify(JSON.parse(decoded(data))));
  } catch {
    return data;
  }
}

function textFields({ text, cut }: ShortText): { text: string; cut?: number } {
  return { text, ...(cut > 0 && { cut }) };
}

function displayOf(metadata: EditorOutput['metadata']): string | undefined {
  const id = (metadata?.['transient'] as { display_id?: unknown } | undefined)?.display_id;
  return typeof id === 'string' ? id : undefined;
}

function decoded(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}
