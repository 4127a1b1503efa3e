import { describe, expect, it } from 'vitest';
import { ExecutionEvents, type CellChange } from '../../../src/notebook/execution_events';

const queued = (key: string, source = 'x = 1'): CellChange => ({ key, source, order: undefined, success: undefined, timing: undefined });
const began = (key: string, order: number, source = 'x = 1'): CellChange => ({ ...queued(key, source), order });
const ended = (key: string, order: number | undefined, success: boolean | undefined = true): CellChange => ({ ...queued(key), order, success, timing: { startTime: 1, endTime: 9 } });

/** What a sequence of changes means, in short: `+0 a[1] x = 1` begins, `-0 ok` ends. The n-th change comes at n hundred. */
function meaning(changes: readonly CellChange[], events = new ExecutionEvents()): string[] {
  return changes.flatMap((change, index) => events.changed(change, index * 100)).map(shown);
}

function shown(event: ReturnType<ExecutionEvents['changed']>[number]): string {
  if (event.type === 'another-kernel') return 'another kernel';
  if (event.type === 'begin') return `+${event.execution} ${event.key}[${event.order ?? ' '}] ${event.source}`;
  return `-${event.execution} ${event.success === undefined ? 'cut short' : event.success ? 'ok' : 'failed'}`;
}

describe('the executions of a notebook', () => {
  it('are read from a recorded sequence: queued twice, begun, ended twice', () => {
    const recorded = [queued('a'), queued('a'), began('a', 1), ended('a', 1), ended('a', 1)];
    expect(meaning(recorded)).toEqual(['+0 a[1] x = 1', '-0 ok']);
  });

  it('have the source that the cell has when its number appears, not when it was queued or ended', () => {
    expect(meaning([queued('a', 'old'), began('a', 1, 'ran'), { ...ended('a', 1), source: 'typed meanwhile' }])).toEqual(['+0 a[1] ran', '-0 ok']);
  });

  it('are told apart where the same cell runs again', () => {
    const once = (order: number) => [queued('a'), began('a', order), ended('a', order, order === 1)];
    expect(meaning([...once(1), ...once(2)])).toEqual(['+0 a[1] x = 1', '-0 ok', '+1 a[2] x = 1', '-1 failed']);
  });

  it('wait in the order of the kernel, not of the queue', () => {
    expect(meaning([queued('a'), queued('b'), began('a', 1), ended('a', 1), began('b', 2), ended('b', 2)])).toEqual([
      '+0 a[1] x = 1', '-0 ok', '+1 b[2] x = 1', '-1 ok',
    ]);
  });

  it('are not seen where a cell is only cleared, or a file with numbers is read', () => {
    expect(meaning([queued('a'), ended('b', 7), began('c', 8)])).toEqual([]);
  });

  it('go on where the cell is cleared while it runs, and end without their number', () => {
    expect(meaning([queued('a'), began('a', 1), queued('a'), { ...queued('a'), success: true }])).toEqual(['+0 a[1] x = 1', '-0 ok']);
  });

  it('are known by their end where the kernel does not count', () => {
    const events = new ExecutionEvents().changed.bind(new ExecutionEvents());
    events(queued('a', 'SELECT 1'), 0);
    expect(events({ ...ended('a', undefined), source: 'SELECT 2' }, 500)).toEqual([
      { type: 'begin', execution: 0, key: 'a', source: 'SELECT 1', order: undefined, startMs: 1 },
      { type: 'end', execution: 0, key: 'a', success: true, endMs: 9 },
    ]);
  });

  it('are of another kernel where the count falls back, and what the old one left ends before', () => {
    const recorded = [queued('a'), began('a', 1), ended('a', 1), queued('b'), began('b', 2), queued('a'), began('a', 1), ended('a', 1)];
    expect(meaning(recorded)).toEqual(['+0 a[1] x = 1', '-0 ok', '+1 b[2] x = 1', '-1 cut short', 'another kernel', '+2 a[1] x = 1', '-2 ok']);
  });

  it('of all cells run after a restart are of the new kernel, though all were queued before its first', () => {
    const before = [queued('a'), began('a', 1), ended('a', 1)];
    const all = [queued('a'), queued('b'), began('a', 1), ended('a', 1), began('b', 2), ended('b', 2)];
    expect(meaning([...before, ...all]).slice(2)).toEqual(['another kernel', '+1 a[1] x = 1', '-1 ok', '+2 b[2] x = 1', '-2 ok']);
  });

  it('go on in the same kernel after the window came back, if its count goes on', () => {
    expect(meaning([queued('a'), began('a', 8)], new ExecutionEvents(7))).toEqual(['+0 a[8] x = 1']);
    expect(meaning([queued('a'), began('a', 1)], new ExecutionEvents(7))).toEqual(['another kernel', '+0 a[1] x = 1']);
  });

  it('are cut short where their cell is deleted or their kernel goes', () => {
    const events = new ExecutionEvents();
    meaning([queued('a'), began('a', 1), queued('b')], events);
    expect(events.removed(['a', 'c'], 300).map(shown)).toEqual(['-0 cut short']);
    meaning([began('b', 2)], events);
    expect(events.kernelGone(400).map(shown)).toEqual(['-1 cut short']);
    expect(meaning([queued('a'), began('a', 1)], events)).toEqual(['+2 a[1] x = 1']);
  });

  it('are cut short where the editor tells neither success nor failure', () => {
    expect(meaning([queued('a'), began('a', 1), { ...began('a', 1), timing: { startTime: 1, endTime: 2 } }])).toEqual(['+0 a[1] x = 1', '-0 cut short']);
  });
});
