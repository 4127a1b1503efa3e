import { kindLetters, changeText } from '../../src/core/code_text';
import { leftOutCount } from '../../src/core/left_out_text';
import { filesText } from '../../src/core/code_text';
import { leftOutGroups, operationText, submoduleText, uncommittedText } from '../../src/core/snapshot_text';
import type { CodeChanges, FileChange, FileChangeKind } from '../../src/core/code_changes';
import type { GitState, LeftOut } from '../../src/core/run';
import type { RunAction, RunSnapshot } from '../../src/protocol/run_page';
import { errorText } from '../shared/error_text';
import { h, icon, setChildren, type Child } from '../shared/dom';
import { codeFacts, factList, type Fact } from './overview_parts';
import type { RunContext } from './run_context';
import './code_section.css';

/** More files are shown on demand. */
const FIRST_FILES = 12;

const KINDS: Readonly<Record<FileChangeKind, string>> = {
  added: 'added', deleted: 'deleted', modified: 'modified', renamed: 'renamed', mode: 'mode changed', submodule: 'submodule',
};

/** From what code: where it ran, the commit, what was uncommitted in which file, and what a snapshot could not take. */
export class CodeSection {
  private readonly nowLink = this.link('Compare with Now', () => this.act('compareCodeWithNow'));
  private readonly facts = h('div', {});
  private readonly warning = h('div', {});
  private readonly uncommitted = h('div', { class: 'uncommitted', 'aria-live': 'polite' });
  readonly element = h('section', {}, h('h2', { class: 'section-title' }, 'Code', this.nowLink), this.warning, this.facts, this.uncommitted);
  private drawn = '';
  private asked = '';

  constructor(private readonly context: RunContext) {}

  update(snapshot: RunSnapshot): void {
    const { row, git, cwd, interpreter, user, host, pid } = snapshot;
    const now = JSON.stringify([row.script, row.command, git, cwd, interpreter, user, host, pid]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.nowLink.hidden = !git?.snapshot;
    setChildren(this.facts, factList([...codeFacts(snapshot, this.context), ...(git ? snapshotFacts(git) : [])]));
    setChildren(this.warning, git && changedNotice(git.changed));
    void this.showUncommitted(git);
  }

  /** A run whose tree was clean needs nobody to be asked. */
  private async showUncommitted(git: GitState | null): Promise<void> {
    const wanted = git?.snapshot && git.snapshot !== git.commit ? `${git.commit} ${git.snapshot}` : '';
    if (wanted !== '' && wanted === this.asked) return;
    this.asked = wanted;
    setChildren(this.uncommitted, wanted !== '' && h('div', { class: 'muted' }, 'Looking for what was uncommitted…'));
    if (wanted === '') return;
    try {
      const { changes } = await this.context.host.request('code', {});
      if (this.asked === wanted) setChildren(this.uncommitted, ...this.changed(changes));
    } catch (error) {
      if (this.asked !== wanted) return;
      this.asked = '';
      setChildren(this.uncommitted, h('div', { class: 'muted' }, errorText(error)));
    }
  }

  private changed(changes: CodeChanges | null): Child[] {
    if (changes === null) return [h('div', { class: 'muted' }, 'There was no commit yet: all files were uncommitted.')];
    const list = h('ul', { class: 'changed-files' });
    const show = (most: number) => {
      const shown = changes.files.slice(0, most);
      const hidden = changes.total - shown.length;
      const rest = hidden > 0 && h('li', {}, shown.length < changes.files.length ? this.link(`and ${filesText(hidden)} more`, () => show(changes.files.length)) : `and ${filesText(hidden)} more`);
      setChildren(list, ...shown.map((file) => this.fileItem(file)), rest);
    };
    show(FIRST_FILES);
    return [h('div', { class: 'changed-sum' }, uncommittedText(changes), this.link('All changes', () => this.act('compareCodeWithCommit'))), list];
  }

  private fileItem(file: FileChange): HTMLElement {
    const open = () => void this.context.host.request('openCodeChange', { path: file.path }).catch(this.context.fail);
    const name = this.link(file.path, open);
    name.title = `${file.path}: ${KINDS[file.kind]}\nShow what changed in it`;
    const mark = h('span', { class: `change-mark change-${file.kind}`, 'aria-hidden': 'true' }, kindLetters[file.kind]);
    const kind = file.kind === 'modified' ? null : h('span', { class: 'spoken' }, `, ${KINDS[file.kind]}`);
    return h('li', {}, mark, h('span', { class: 'changed-file' }, name, kind, ' ', h('span', { class: 'muted' }, changeText(file))));
  }

  private act(action: RunAction): void {
    this.context.host.request('act', { action }).catch(this.context.fail);
  }

  private link(text: string, open: () => void): HTMLElement {
    const follow = (event: Event) => {
      event.preventDefault();
      open();
    };
    return h('a', { href: '#', class: 'link', on: { click: follow } }, text);
  }
}

function snapshotFacts(git: GitState): Fact[] {
  const { commit, snapshot, submodules, leftOut } = git;
  return [
    ['files', commit !== null && snapshot === commit ? `all as in commit ${commit.slice(0, 7)}${leftOut.count > 0 ? ', but for what was left out' : ''}` : null],
    ['state', operationText(git)],
    ['submodules', submodules.length === 0 ? null : h('ul', { class: 'plain-list' }, ...submodules.map((one) => h('li', {}, submoduleText(one))))],
    ['left out', leftOut.count === 0 ? null : leftOutList(leftOut)],
  ];
}

/** By reason, with the names on demand: a reason may have a hundred of them. */
function leftOutList(leftOut: LeftOut): HTMLElement {
  const groups = leftOutGroups(leftOut).map(({ text, files }) => {
    const names = files.map(({ path }) => path);
    const [first = ''] = names;
    if (names.length === 1) return h('li', {}, first, h('span', { class: 'muted' }, ` ${text}`));
    return h('li', {}, h('details', {}, h('summary', {}, `${filesText(names.length)} `, h('span', { class: 'muted' }, text)), h('ul', { class: 'plain-list' }, ...names.map((name) => h('li', {}, name)))));
  });
  const unnamed = leftOut.count - leftOut.files.length;
  const more = unnamed > 0 && h('li', { class: 'muted' }, `and ${filesText(unnamed)} more`);
  return h('div', {}, leftOutCount(leftOut), h('ul', { class: 'plain-list' }, ...groups, more || null));
}

function changedNotice(changed: readonly string[]): HTMLElement | null {
  if (changed.length === 0) return null;
  const title = `${filesText(changed.length)} changed while the run began, so it may have used another content`;
  return h(
    'div', { class: 'notice warned changed-meanwhile' },
    h('details', { open: changed.length < 6 }, h('summary', {}, icon('warning'), ' ', title), h('ul', { class: 'plain-list' }, ...changed.map((path) => h('li', {}, path)))),
  );
}
