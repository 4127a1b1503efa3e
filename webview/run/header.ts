import { formatAge, formatDate, formatDuration, formatNumber } from '../../src/core/format';
import { isRunnable } from '../../src/core/runnable';
import { runStatusWord } from '../../src/core/run_status';
import type { RunAction, RunSnapshot } from '../../src/protocol/run_page';
import { h, icon, setChildren, setText } from '../shared/dom';
import { openMenu, type MenuItem } from '../shared/menu';
import { stateSign } from '../shared/run_state';
import { button, iconButton, setIconButton } from '../shared/toolkit';
import { codeMenu } from './code_menu';
import type { RunContext } from './run_context';
import './header.css';

/** The top of the page: which run this is, how it went, and what can be done with it. */
export class Header {
  readonly element: HTMLElement;
  private readonly sign = h('span', {});
  private readonly title = h('div', { class: 'run-title' });
  private readonly experiment = h('span', { class: 'run-experiment muted one-line' });
  private readonly headline = h('span', { class: 'run-headline' });
  private readonly facts = h('div', { class: 'run-facts muted' });
  private readonly again: HTMLElement;
  private readonly stop: HTMLElement;
  private readonly star: HTMLElement;
  private readonly code: HTMLElement;
  private readonly age = h('span', {});
  private readonly duration = h('span', {});
  private renaming = false;
  private drawn = '';
  private facted = '';

  constructor(private readonly context: RunContext) {
    this.again = button('Run Again', { icon: 'debug-restart', onClick: () => this.act('runAgain') });
    this.stop = button('Stop', { icon: 'debug-stop', onClick: () => this.act('stop') });
    this.star = iconButton('star-empty', 'Star', () => this.act(this.context.snapshot().row.starred ? 'unstar' : 'star'));
    const more = iconButton('ellipsis', 'More actions', () => openMenu(more, this.menu()));
    more.setAttribute('aria-haspopup', 'menu');
    this.code = button('Code', { icon: 'code', title: 'The files of this run', onClick: () => openMenu(this.code, this.codeItems()) });
    this.code.setAttribute('aria-haspopup', 'menu');
    const compare = button('Compare', { icon: 'diff', onClick: () => this.act('compare') });
    this.element = h(
      'header',
      { class: 'run-head' },
      h('div', { class: 'run-head-line' }, this.title, this.experiment, this.headline, h('div', { class: 'run-buttons' }, this.star, this.stop, this.again, this.code, compare, more)),
      this.facts,
    );
  }

  update(snapshot: RunSnapshot): void {
    const { row } = snapshot;
    if (!this.renaming) this.showName(row.name);
    if (this.drawn !== row.status) this.sign.replaceChildren(stateSign(row));
    this.drawn = row.status;
    setChildren(this.experiment, icon('beaker'), row.experiment);
    this.experiment.title = `Experiment ${row.experiment}`;
    setChildren(this.headline, ...headlineParts(snapshot));
    setIconButton(this.star, row.starred ? 'star-full' : 'star-empty', row.starred ? 'Remove star' : 'Star');
    // What runs in a kernel is stopped in its notebook.
    this.stop.hidden = row.status !== 'RUNNING' || row.kind === 'session' || snapshot.parent?.kind === 'session';
    this.again.hidden = row.status === 'RUNNING' || !isRunnable(row);
    this.code.hidden = !snapshot.git?.snapshot;
    this.showFacts(snapshot);
    this.tick();
  }

  /** Age and duration go on by themselves. */
  tick(): void {
    const { row } = this.context.snapshot();
    const now = Date.now();
    const age = formatAge(row.startMs, now);
    setText(this.age, age === 'now' || age.includes('-') ? age : `${age} ago`);
    setText(this.duration, formatDuration((row.endMs ?? now) - row.startMs));
  }

  private showFacts({ row, git, session }: RunSnapshot): void {
    const facts = JSON.stringify([row.status, row.binnedMs, row.endMs, row.command, session, row.branch, row.commit, row.dirty, git?.subject]);
    if (facts === this.facted) return;
    this.facted = facts;
    const state = row.binnedMs === null ? runStatusWord(row) : `${runStatusWord(row)}, in the bin`;
    setChildren(
      this.facts,
      h('span', {}, state),
      h('span', { title: `Started ${formatDate(row.startMs)}` }, icon('calendar'), this.age),
      h('span', { title: row.endMs === null ? 'So far' : `Ended ${formatDate(row.endMs)}` }, icon('watch'), this.duration),
      session === null && row.command !== '' && h('span', { class: 'run-command', title: row.command }, icon('terminal'), h('code', {}, row.command)),
      session?.notebook && h('span', { class: 'run-command', title: session.notebook }, icon('notebook'), baseName(session.notebook), session.kernel && ` · ${session.kernel}`),
      row.commit !== null && h(
        'span',
        { class: 'one-line', title: [git?.subject, row.dirty && 'with uncommitted changes'].filter(Boolean).join(' — ') },
        icon('git-commit'),
        `${row.branch ?? ''}@${row.commit.slice(0, 7)}`,
        row.dirty && h('span', { class: 'dirty' }, ' ● uncommitted changes'),
      ),
    );
  }

  rename(): void {
    if (this.renaming) return;
    this.renaming = true;
    const { name } = this.context.snapshot().row;
    const field = h('input', { class: 'run-name', 'aria-label': 'Name of the run', value: name });
    const end = (save: boolean) => {
      if (!this.renaming) return;
      this.renaming = false;
      const next = field.value.trim();
      const changed = save && next !== '' && next !== name;
      this.showName(changed ? next : name);
      if (changed) this.context.host.request('rename', { name: next }).catch((error: unknown) => {
        this.showName(name);
        this.context.fail(error);
      });
    };
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.stopPropagation();
      end(event.key === 'Enter');
      this.title.querySelector<HTMLElement>('.run-name')?.focus();
    });
    field.addEventListener('blur', () => end(true));
    setChildren(this.title, this.sign, field);
    field.select();
    field.focus();
  }

  private showName(name: string): void {
    const shown = this.title.querySelector('button.run-name');
    if (shown?.textContent === name) return;
    const heading = h('button', { class: 'run-name', title: `${name}\nRename (F2)`, on: { click: () => this.rename() } }, name);
    setChildren(this.title, this.sign, h('h1', { class: 'one-line' }, heading));
  }

  private act(action: RunAction): void {
    this.context.host.request('act', { action }).catch(this.context.fail);
  }

  private codeItems(): (MenuItem | null)[] {
    return codeMenu(this.context.snapshot()).map((item) => item && { label: item.label, run: () => this.act(item.action) });
  }

  private menu(): (MenuItem | null)[] {
    const { row } = this.context.snapshot();
    const item = (label: string, action: RunAction): MenuItem => ({ label, run: () => this.act(action) });
    return [
      { label: 'Rename', run: () => this.rename() },
      item('Tag…', 'tag'),
      null,
      ...(isRunnable(row) ? [item('Run Again with Changed Parameters…', 'runAgainChanged')] : []),
      ...(row.script === null ? [] : [item(row.kind === 'session' || row.kind === 'notebook' ? 'Open Notebook' : 'Open Script', 'revealScript')]),
      item('Show Artifacts', 'revealArtifacts'),
      item('Copy Run Id', 'copyRunId'),
      null,
      row.binnedMs === null ? item('Move to Bin', 'bin') : item('Restore from Bin', 'restore'),
    ];
  }
}

function headlineParts({ headline }: RunSnapshot): (Node | string)[] {
  if (!headline) return [];
  const { metric, value, rank, of } = headline;
  const place = rank === null || of < 2 ? '' : rank === 1 ? ` best of ${of}` : ` ${ordinal(rank)} of ${of}`;
  return [`${metric} `, h('strong', {}, formatNumber(value)), h('span', { class: 'muted' }, place)];
}

function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

function ordinal(place: number): string {
  const ending = place % 100 >= 11 && place % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}
