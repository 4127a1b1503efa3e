import type { CellArtifact, CellOutput } from '../../src/core/cell';
import { formatBytes } from '../../src/core/format';
import { ansiSpans } from '../shared/ansi';
import { ansiElements } from '../shared/ansi_view';
import { h, icon, keyed, setChildren, type Child } from '../shared/dom';
import { errorText } from '../shared/error_text';
import { artifactView } from './artifact_view';
import type { RunContext } from './run_context';

const kinds: Readonly<Record<CellOutput['kind'], string>> = { stdout: 'printed', stderr: 'printed as an error', result: 'result', display: 'display', error: 'error' };
/** Of several forms of an output the first of these is shown. */
const SHOWN_FIRST = ['image/', 'text/html', 'text/csv', 'application/vnd.dataresource+json'];

/** What an execution gave, in order. Outputs that stay the same stay where they are while others come. */
export class CellOutputsView {
  readonly element = h('div', { class: 'cell-outputs' });
  private readonly drawn: { readonly text: string; readonly version: number }[] = [];
  private readonly observer = new IntersectionObserver((entries) => this.look(entries), { rootMargin: '200px' });
  private readonly waiting = new Map<Element, () => void>();

  constructor(
    private readonly context: RunContext,
    private readonly id: number,
  ) {}

  update(outputs: readonly CellOutput[]): void {
    const keys = outputs.map((output, place) => {
      const text = JSON.stringify(output);
      const before = this.drawn[place];
      if (before?.text !== text) this.drawn[place] = { text, version: (before?.version ?? 0) + 1 };
      return `${place}-${this.drawn[place]?.version}`;
    });
    keyed(this.element, keys.map((key, place) => ({ key, output: outputs[place] })), ({ key }) => key, ({ output }) => (output ? this.outputElement(output) : h('div', {})), () => undefined);
  }

  private outputElement(output: CellOutput): HTMLElement {
    const { kind, text, cut, leftOut } = output;
    const main = mainArtifact(output.artifacts);
    const element = h('div', { class: `cell-output ${kind}`, role: 'group', 'aria-label': kinds[kind] });
    const plain = text === null || text === '' ? null : textElement(text, kind);
    const content = h('div', { class: 'cell-output-content' }, main ? this.artifactElement(main, text) : plain);
    setChildren(
      element,
      content,
      cut > 0 && h('div', { class: 'muted' }, `${cut.toLocaleString('en')} characters of its middle were not kept.`),
      leftOut.length > 0 && h('div', { class: 'muted' }, `Too large to keep: ${leftOut.map(({ mime, size }) => `${mime} (${formatBytes(size)})`).join(', ')}.`),
      this.forms(output, main, content, plain),
    );
    return element;
  }

  /** Other forms of the same output, and the file itself. */
  private forms({ artifacts }: CellOutput, main: CellArtifact | undefined, content: HTMLElement, plain: HTMLElement | null): Child {
    if (artifacts.length === 0) return null;
    const files = artifacts.map((artifact) => this.link(`Open ${artifact.mime}`, `${artifact.path}, ${formatBytes(artifact.size)}`, () => void this.context.host.request('openCellArtifact', { id: this.id, path: artifact.path }).catch(this.context.fail)));
    const seen = content.firstElementChild;
    const swaps = main && plain && seen && !main.mime.startsWith('image/');
    const other = swaps ? this.swapLink(content, seen, plain, shortName(main.mime)) : null;
    return h('div', { class: 'cell-forms' }, other, ...files);
  }

  private swapLink(content: HTMLElement, rich: Element, plain: HTMLElement, name: string): HTMLElement {
    const link = this.link('Show as text', 'The same output in its other form', () => {
      const isText = content.firstElementChild === plain;
      content.replaceChildren(isText ? rich : plain);
      link.textContent = isText ? 'Show as text' : `Show as ${name}`;
    });
    return link;
  }

  /** Fetched when it is near the view. */
  private artifactElement(artifact: CellArtifact, text: string | null): HTMLElement {
    const place = h('div', { class: `cell-artifact ${artifact.mime.startsWith('image/') ? 'image' : shortName(artifact.mime).toLowerCase()}` }, h('span', { class: 'muted' }, icon('loading', 'codicon-modifier-spin'), ' ', artifact.mime));
    const lines = (text ?? '').split('\n').length;
    if (artifact.mime === 'text/html') place.style.height = `${Math.min(420, Math.max(84, lines * 24 + 30))}px`;
    this.waiting.set(place, () => void this.fetch(place, artifact));
    this.observer.observe(place);
    return place;
  }

  private look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.observer.unobserve(target);
      this.waiting.get(target)?.();
      this.waiting.delete(target);
    }
  }

  private async fetch(place: HTMLElement, { path, mime }: CellArtifact): Promise<void> {
    try {
      const preview = await this.context.host.request('cellPreview', { id: this.id, path });
      setChildren(place, artifactView(preview, `${mime}, ${path}`));
    } catch (error) {
      setChildren(place, h('span', { class: 'muted' }, errorText(error)));
    }
  }

  private link(text: string, title: string, follow: () => void): HTMLElement {
    return h('a', { href: '#', title, on: { click: (event: Event) => {
      event.preventDefault();
      follow();
    } } }, text);
  }
}

function mainArtifact(artifacts: readonly CellArtifact[]): CellArtifact | undefined {
  for (const mime of SHOWN_FIRST) {
    const found = artifacts.find((artifact) => artifact.mime.startsWith(mime));
    if (found) return found;
  }
  return undefined;
}

/** Text as a terminal shows it: in its colours, without what was written over. */
export function textElement(text: string, kind: CellOutput['kind']): HTMLElement {
  const lines = text.replace(/\n$/, '').split('\n').map((line) => line.replace(/\r+$/, '').replace(/^[^]*\r/, ''));
  return h('pre', { class: `cell-text ${kind}`, tabindex: 0 }, ...ansiElements(ansiSpans(lines.join('\n')).spans));
}

function shortName(mime: string): string {
  return mime === 'text/html' ? 'HTML' : 'table';
}
