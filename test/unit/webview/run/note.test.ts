import { describe, expect, it } from 'vitest';
import { Note } from '../../../../webview/run/note';

describe('a note', () => {
  it('takes over what was written elsewhere while nothing is being written here', () => {
    const note = new Note('old');
    note.arrive('from elsewhere');
    expect(note.text).toBe('from elsewhere');
    expect(note.conflicts).toBe(false);
  });

  it('keeps what is being written here, and saves it over nothing that came from elsewhere', () => {
    const note = new Note('old');
    note.write('mine');
    note.arrive('theirs');
    expect(note.text).toBe('mine');
    expect(note.conflicts).toBe(true);
    expect(note.unsaved).toBeUndefined();
  });

  it('saves what was written here once the person has chosen it', () => {
    const note = new Note('old');
    note.write('mine');
    note.arrive('theirs');
    note.choose('mine');
    expect(note.unsaved).toBe('mine');
  });

  it('is what was written elsewhere once the person has chosen that', () => {
    const note = new Note('old');
    note.write('mine');
    note.arrive('theirs');
    note.choose('theirs');
    expect([note.text, note.unsaved, note.draft('run')]).toEqual(['theirs', undefined, undefined]);
  });

  it('is not set back when the store tells of an earlier text that was sent from here', () => {
    const note = new Note('');
    for (const text of ['a', 'ab']) {
      note.write(text);
      note.send(text);
    }
    note.arrive('a');
    note.arrive('ab');
    expect(note.text).toBe('ab');
    expect(note.conflicts).toBe(false);
  });

  it('is to be sent again when it did not arrive', () => {
    const note = new Note('old');
    note.write('mine');
    note.send('mine')();
    expect(note.unsaved).toBe('mine');
  });

  it('goes on from its draft after the page was loaded again', () => {
    const before = new Note('old');
    before.write('mine');
    expect(new Note('old', before.draft('run')).unsaved).toBe('mine');
  });

  it('still conflicts after the page was loaded again', () => {
    const before = new Note('old');
    before.write('mine');
    before.arrive('theirs');
    const after = new Note('theirs', before.draft('run'));
    expect([after.text, after.conflicts]).toEqual(['mine', true]);
  });
});
