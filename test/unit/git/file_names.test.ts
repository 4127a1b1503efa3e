import { describe, expect, it } from 'vitest';
import { isSecretFile } from '../../../src/git/secret_files';
import { isSourceFile } from '../../../src/git/source_files';
import { treePath } from '../../../src/git/tree_path';
import { gitNames } from '../../builders/git_case';

const names = gitNames();

function are(paths: readonly string[], test: (path: ReturnType<typeof treePath>) => boolean): string[] {
  return paths.filter((path) => test(treePath(Buffer.from(path))));
}

describe('names of files', () => {
  it('tell likely secrets', () => expect(are(names.secret, isSecretFile)).toEqual(names.secret));
  it('tell nothing secret of others', () => expect(are(names.not_secret, isSecretFile)).toEqual([]));
  it('tell what people write', () => expect(are(names.source, isSourceFile)).toEqual(names.source));
  it('tell what they do not write', () => expect(are(names.not_source, isSourceFile)).toEqual([]));
});
