import { describe, expect, it } from 'vitest';
import { tracebackParts } from '../../../../webview/run/traceback';

const traceback = `Traceback (most recent call last):
  File "/w/my train.py", line 37, in <module>
    fit(model)
  File "<frozen importlib>", line 9, in _call
ValueError: File "/not/a/frame.py" is empty
`;

describe('the places in a traceback', () => {
  it('are the files and lines of its frames', () => {
    expect(tracebackParts(traceback).flatMap(({ place }) => place ?? [])).toEqual([{ path: '/w/my train.py', line: 37 }]);
  });

  it('are parts of the text as it was', () => {
    expect(tracebackParts(traceback).map(({ text }) => text).join('')).toBe(traceback);
  });
});
