import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOutBeside } from '../../../src/git/check_out_beside';
import { GitRepository } from '../../builders/git_repository';

describe('a branch checked out beside', () => {
  it('is in a folder of its own, and nothing moves here', async () => {
    const made = GitRepository.make({ 'a.txt': '1\n' });
    made.git('branch', 'kept');
    made.write({ 'a.txt': '2\n' });
    const folder = join(made.root, '..', 'beside');
    await checkOutBeside(await made.open(), 'kept', folder);
    expect([readFileSync(join(folder, 'a.txt'), 'utf8'), made.git('status', '--porcelain'), made.git('branch', '--show-current')]).toEqual(['1\n', ' M a.txt', 'main']);
  });

  it('is refused inside of the work tree', async () => {
    const made = GitRepository.make({ 'a.txt': '1\n' });
    made.git('branch', 'kept');
    await expect(checkOutBeside(await made.open(), 'kept', join(made.root, 'inside'))).rejects.toMatchObject({ code: 'folder-inside' });
    expect(existsSync(join(made.root, 'inside'))).toBe(false);
  });
});
