import { expect, it } from 'vitest';
import { notebookPlaces } from '../../../src/notebook/notebook_places';

it('a notebook is looked for where it was, and below a folder that was moved with its store', () => {
  expect(notebookPlaces(['/old/work/nb/a.ipynb'], '/new')).toEqual([
    '/old/work/nb/a.ipynb', '/new/old/work/nb/a.ipynb', '/new/work/nb/a.ipynb', '/new/nb/a.ipynb', '/new/a.ipynb',
  ]);
});

it('the last name it had comes before earlier ones', () => {
  expect(notebookPlaces(['/w/new.ipynb', '/w/old.ipynb'], '/w').slice(0, 2)).toEqual(['/w/new.ipynb', '/w/old.ipynb']);
});
