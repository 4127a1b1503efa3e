import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonPathAppendix } from '../../../src/host/python_path';

describe('what terminals append to PYTHONPATH', () => {
  it('stands alone where there is none, since a separator would bring in the current folder', () => {
    expect(pythonPathAppendix('/client', { set: false, mentioned: false })).toBe('/client');
  });

  it('is set apart from what the person has there', () => {
    expect(pythonPathAppendix('/client', { set: true, mentioned: true })).toBe(`${delimiter}/client`);
  });

  it('is nothing where only some of what is started will have one', () => {
    expect(pythonPathAppendix('/client', { set: false, mentioned: true })).toBeUndefined();
  });
});
