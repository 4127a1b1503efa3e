import { formatAge, formatBytes, formatDate } from '../../src/core/format';
import type { Artifact } from '../../src/core/run';
import type { RunSnapshot } from '../../src/protocol/run_page';
import { h, icon, setChildren, setText } from '../shared/dom';
import { allRows, Table, type Column } from '../shared/table';
import { button, textField } from '../shared/toolkit';
import { artifactLines, type ArtifactLine } from './artifact_tree';
import { artifactRemark, artifactView } from './artifact_view';
import type { RunContext, RunTab } from './run_context';
import { errorText } from '../shared/error_text';
import './artifacts_tab.css';

const icons: Readonly<Record<string, string>> = { image: 'file-media', figure: 'graph', table: 'table', html: 'globe', text: 'file-text' };

/** The files of the run, and a look into the chosen one. */
export class ArtifactsTab implements RunTab {
  readonly element: HTMLElement;
  private readonly table: Table<ArtifactLine>;
  private readonly head = h('div', { class: 'artifact-head' });
  private readonly content = h('div', { class: 'artifact-content' });
  private readonly remark = h('div', { class: 'artifact-cut muted', hidden: true });
  private readonly folded = new Set<string>();
  private artifacts: readonly Artifact[] = [];
  private filter = '';
  private shown: Artifact | undefined;
  private dir = '';

  constructor(private readonly context: RunContext) {
    this.table = new Table<ArtifactLine>({
      label: 'Artifacts', tree: true, keyOf: ({ path }) => path,
      onActivate: (line) => (line.file ? this.open(line.file) : this.fold(line)),
      onToggle: (line) => this.choose(line),
      onChoose: (line) => this.choose(line),
    });
    const search = textField({ label: 'Filter artifacts', placeholder: 'Filter', icon: 'search', onInput: (value) => this.setFilter(value) });
    this.element = h(
      'div',
      { class: 'artifacts' },
      h('div', { class: 'artifact-list' }, h('div', { class: 'artifact-tools' }, search), this.table.element),
      h('div', { class: 'artifact-shown' }, this.head, this.remark, this.content),
    );
  }

  update({ artifacts, artifactDir }: RunSnapshot): void {
    if (artifacts === this.artifacts) return;
    this.artifacts = artifacts;
    this.dir = artifactDir;
    this.table.setColumns(columns(artifacts.some(({ step }) => step !== null), (cell, line) => this.renderName(cell, line)));
    this.list();
    const again = this.shown && artifacts.find(({ path }) => path === this.shown?.path);
    const next = again ?? bestToShow(artifactLines(artifacts, this.folded));
    if (!next) setChildren(this.content, h('div', { class: 'message' }, 'This run has no artifacts.'));
    else if (next.timeMs !== this.shown?.timeMs || next.path !== this.shown.path) void this.look(next);
  }

  private list(): void {
    const wanted = this.filter.toLowerCase();
    const matching = this.artifacts.filter(({ path }) => path.toLowerCase().includes(wanted));
    this.table.setRows(allRows(artifactLines(matching, wanted === '' ? this.folded : new Set())));
  }

  private setFilter(filter: string): void {
    this.filter = filter;
    this.list();
  }

  private renderName(cell: HTMLElement, { path, name, depth, file, count }: ArtifactLine): void {
    const sign = file ? (icons[file.kind] ?? 'file') : this.folded.has(path) ? 'chevron-right' : 'chevron-down';
    cell.className = 'table-cell artifact-name pinned';
    cell.style.paddingLeft = `${8 + depth * 14}px`;
    cell.title = path;
    setChildren(cell, icon(sign), name, !file && h('span', { class: 'muted' }, ` ${count}`));
    const row = cell.parentElement;
    row?.setAttribute('aria-level', String(depth + 1));
    if (file) row?.removeAttribute('aria-expanded');
    else row?.setAttribute('aria-expanded', String(!this.folded.has(path)));
    row?.setAttribute('aria-selected', String(file !== null && path === this.shown?.path));
  }

  private choose(line: ArtifactLine): void {
    if (line.file) void this.look(line.file);
    else this.fold(line);
  }

  private fold({ path }: ArtifactLine): void {
    if (!this.folded.delete(path)) this.folded.add(path);
    this.list();
  }

  private async look(artifact: Artifact): Promise<void> {
    this.shown = artifact;
    this.table.refresh();
    const { host, fail } = this.context;
    const { path } = artifact;
    setChildren(
      this.head,
      h('span', { class: 'grow one-line', title: `${this.dir}/${path}${artifact.sha256 ? `\nsha256 ${artifact.sha256}` : ''}` }, path),
      h('span', { class: 'muted' }, formatBytes(artifact.size)),
      button('Open', { icon: 'go-to-file', onClick: () => this.open(artifact) }),
      button('Reveal', { icon: 'folder-opened', onClick: () => void host.request('revealArtifact', { path }).catch(fail) }),
    );
    try {
      const preview = await host.request('preview', { path });
      if (this.shown !== artifact) return;
      setChildren(this.content, artifactView(preview, path));
      const remark = artifactRemark(preview);
      this.remark.hidden = remark === '';
      setText(this.remark, remark);
    } catch (error) {
      if (this.shown !== artifact) return;
      this.remark.hidden = true;
      setChildren(this.content, h('div', { class: 'message' }, errorText(error)));
    }
  }

  private open({ path }: Artifact): void {
    this.context.host.request('openArtifact', { path }).catch(this.context.fail);
  }
}

function columns(withStep: boolean, renderName: Column<ArtifactLine>['render']): Column<ArtifactLine>[] {
  const step: Column<ArtifactLine> = { id: 'step', title: 'step', width: 60, align: 'right', render: (cell, { file }) => setText(cell, String(file?.step ?? '')) };
  return [
    { id: 'name', title: 'name', width: 140, grows: true, pinned: true, render: renderName },
    { id: 'size', title: 'size', width: 70, align: 'right', render: (cell, { size }) => setText(cell, formatBytes(size)) },
    ...(withStep ? [step] : []),
    { id: 'time', title: 'time', width: 84, align: 'right', render: renderTime },
  ];
}

function renderTime(cell: HTMLElement, { file }: ArtifactLine): void {
  setText(cell, file ? formatAge(file.timeMs, Date.now()) : '');
  cell.title = file ? formatDate(file.timeMs) : '';
}

/** What one would open first: a picture, else a report or a table, else whatever there is. */
function bestToShow(lines: readonly ArtifactLine[]): Artifact | undefined {
  const files = lines.flatMap(({ file }) => file ?? []);
  return files.find(({ kind }) => kind === 'image' || kind === 'figure') ?? files.find(({ kind }) => kind === 'html' || kind === 'table') ?? files[0];
}
