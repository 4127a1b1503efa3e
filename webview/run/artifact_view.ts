import type { ArtifactPreview } from '../../src/protocol/artifact_preview';
import { h, setText } from '../shared/dom';
import { allRows, Table, type Column } from '../shared/table';

const nothingFromElsewhere = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">`;

/** What is seen of an artifact's contents. Whatever they are, they stay text, an image, or a document that can run nothing. */
export function artifactView(preview: ArtifactPreview, path: string): HTMLElement {
  switch (preview.kind) {
    case 'image': return h('img', { src: preview.uri, alt: path });
    case 'text': return h('pre', { tabindex: 0 }, preview.text);
    // An empty sandbox allows neither scripts nor forms nor our origin; the policies, the page's own and this one, nothing from elsewhere.
    case 'html': return h('iframe', { sandbox: '', srcdoc: nothingFromElsewhere + preview.html, title: path, referrerpolicy: 'no-referrer' });
    case 'table': return tableView(preview.columns, preview.rows, path);
    case 'none': return h('div', { class: 'message' }, preview.reason);
  }
}

/** What has to be said beside it, or ''. */
export function artifactRemark(preview: ArtifactPreview): string {
  if (preview.kind === 'html') return 'Shown without scripts and styles. Open it to see the source.';
  if (preview.kind === 'table' && preview.cut) return `The first ${preview.rows.length} rows.`;
  return preview.kind === 'text' && preview.cut ? 'The beginning of the file.' : '';
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
