import { expect, it } from 'vitest';
import { recordedErrors } from '../../../../src/pipeline/refusals/recorded_errors';
import { otherLanguage } from '../../../../src/pipeline/refusals/other_language';
import { codeCell } from '../../../builders/cells';

const said = (fields: Parameters<typeof codeCell>[1]): [string, number, string][] =>
  recordedErrors([codeCell(0), codeCell(1, fields)]).map(({ severity, place, message }) => [severity, place.cell, message]);

it('a cell that ended with an exception refuses the notebook, and says which', () => {
  const [first] = said({ raised: { name: 'ValueError', message: '\u001b[31mno good\u001b[0m\nmore' } });
  expect(first).toEqual(['error', 1, 'This cell ended with ValueError (no good) when the notebook was saved. Correct it and run it again, or leave it out with the tag `skip`.']);
});

it('a cell that is tagged as raising refuses it too', () => {
  expect(said({ tags: ['raises-exception'] })[0]?.slice(0, 2)).toEqual(['error', 1]);
});

it('a cell that a person interrupted does not', () => {
  expect(said({ raised: { name: 'KeyboardInterrupt', message: '' } }).map(([severity]) => severity)).toEqual(['warning']);
});

it('an exception that is left of a cell that is empty now says nothing', () => {
  expect(said({ source: '', raised: { name: 'ValueError', message: '' } })).toEqual([]);
});

it('a notebook in another language is refused at its first code cell', () => {
  const cells = [{ ...codeCell(0), type: 'markdown' as const }, codeCell(1)];
  expect([otherLanguage({ language: 'python', cells }), otherLanguage({ language: 'r', cells }).map(({ code, place, message }) => [code, place.cell, message])]).toEqual([
    [],
    [['language', 1, 'The notebook is in r. Only Python becomes a pipeline.']],
  ]);
});
