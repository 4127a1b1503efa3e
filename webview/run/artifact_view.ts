import type { ArtifactPreview } from '../../src/protocol/artifact_preview';
import { h, setText } from '../shared/dom';
import { allRows, Table, type Column } from '../shared/table';
import { styleNonce } from '../shared/style_nonce';
import { sealedHtml } from './sealed_html';

/** What is seen of an artifact's contents. Whatever they are, they stay text, an image, or a document that can run nothing. */
export function artifactView(preview: ArtifactPreview, path: string): HTMLElement {
  switch (preview.kind) {
    case 'image': return imageView(preview.uri, path);
    case 'text': return h('pre', { tabindex: 0 }, preview.text);
    // An empty sandbox allows neither scripts nor forms nor our origin; the policies, the page's own and that in the document, nothing from elsewhere.
    case 'html': return h('iframe', { sandbox: '', srcdoc: sealedHtml(preview.html, styleNonce(document)), title: path, referrerpolicy: 'no-referrer' });
    case 'table': return tableView(preview.columns, preview.rows, path);
    case 'none': return message(preview.reason);
  }
}

/** What has to be said beside it, or ''. */
export function artifactRemark(preview: ArtifactPreview): string {
  if (preview.kind === 'html') return /<script[\s>]/i.test(preview.html) ? 'Its scripts do not run here: what they would draw is missing.' : '';
  if (preview.kind === 'table' && preview.cut) return `The first ${preview.rows.length} rows.`;
  return preview.kind === 'text' && preview.cut ? 'The beginning of the file.' : '';
}

function imageView(uri: string, path: string): HTMLElement {
  const image = h('img', { src: uri, alt: path, on: { error: () => image.replaceWith(message('This image cannot be shown. Its file may be damaged.')) } });
  return image;
}

function message(text: string): HTMLElement {
  return h('div', { class: 'message' }, text);
}

interface Line {
  readonly number: number;
  readonly fields: readonly string[];
}

function tableView(columns: readonly string[], rows: readonly (readonly string[])[], path: string): HTMLElement {
  const table = new Table<Line>({ label: path, keyOf: ({ number }) => String(number) });
  const lines = rows.map((fields, number) => ({ number, fields }));
  table.setRows(allRows(lines));
  table.setColumns(columns.map((title, place): Column<Line> => {
    const values = rows.slice(0, 100).map((fields) => fields[place] ?? '');
    const numbers = values.length > 0 && values.every((value) => value === '' || Number.isFinite(Number(value)));
    const longest = Math.max(title.length, ...values.map(({ length }) => length));
    return {
      id: String(place), title, width: Math.min(320, Math.max(60, longest * 8 + 20)),
      ...(numbers ? { align: 'right' as const } : {}),
      render: (cell, { fields }) => setText(cell, fields[place] ?? ''),
    };
  }));
  return table.element;
}
