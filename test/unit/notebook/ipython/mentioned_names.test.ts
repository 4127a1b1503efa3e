import { describe, expect, it } from 'vitest';
import { namesMentioned } from '../../../../src/notebook/ipython/mentioned_names';
import { ANY_NAME } from '../../../../src/notebook/ipython/template';
import { cellOf } from '../../../builders/cell';

const mentioned = (...sources: string[]) => [...namesMentioned(sources.map((source) => cellOf(source)))].sort();

describe('the names that a notebook mentions', () => {
  it('are those that its Python binds or reads', () => expect(mentioned('rows = load(1)', 'print(rows)')).toEqual(['load', 'print', 'rows']));
  it('are not those in strings, comments and attributes', () => expect(mentioned('"a"  # b\nc.d')).toEqual(['c']));
  it('include what a command’s lines are assigned to', () => expect(mentioned('files = !ls $folder')).toContain('files'));
  it('include what runs under a magic', () => expect(mentioned('%time rows = 1', '%%time\ncount = 1')).toEqual(['count', 'rows']));
  it('are not those in commands', () => expect(mentioned('!echo $HOME {name}')).not.toContain('HOME'));
  it('are not a magic that stands alone', () => expect(mentioned('ls', 'history')).toEqual([]));
  it('include a variable that stands alone where another cell binds it', () => expect(mentioned('history = fit()', 'history')).toContain('history'));
  it('may be any after a star import', () => expect(mentioned('from numpy import *')).toContain(ANY_NAME));
  it('are not those of Markdown', () => {
    expect([...namesMentioned([cellOf('rows', { type: 'markdown' })])]).toEqual([]);
  });
});
