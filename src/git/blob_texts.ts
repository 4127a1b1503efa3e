import { readBlobs } from './blobs';
import { linesOf } from './line_difference';
import type { Repository } from './open_repository';

/** So many characters of text are remembered. */
const MOST = 8_000_000;

/** Lines of blobs that were read; those that were not asked for the longest are forgotten. A blob's id is its content, so none grows old. */
export class BlobTexts {
  private readonly held = new Map<string, { readonly lines: readonly string[]; readonly size: number }>();
  private size = 0;

  constructor(private readonly most = MOST) {}

  /** By id; without those that the repository does not have. */
  async read(repository: Repository, ids: readonly string[], signal?: AbortSignal): Promise<Map<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for (const id of new Set(ids)) {
      const held = this.held.get(id);
      if (!held) continue;
      this.held.delete(id);
      this.held.set(id, held);
      found.set(id, held.lines);
    }
    const missing = ids.filter((id) => !found.has(id));
    for (const [id, content] of await readBlobs(repository, missing, signal)) {
      const text = content.toString();
      found.set(id, linesOf(text));
      this.keep(id, linesOf(text), text.length);
    }
    return found;
  }

  private keep(id: string, lines: readonly string[], size: number): void {
    this.held.set(id, { lines, size });
    this.size += size;
    for (const [oldest, { size: freed }] of this.held) {
      if (this.size <= this.most) break;
      this.held.delete(oldest);
      this.size -= freed;
    }
  }
}
