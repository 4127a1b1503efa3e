import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { isInside } from '../../journal/artifact_path';

const JOURNAL = /^[0-9a-f]{32}\.\d{1,9}\.jsonl$/;
const ARTIFACT = /^[0-9a-f]{32}\//;

const reply = v.object({
  ok: v.literal(true),
  journals: v.array(v.object({ name: v.string(), offset: v.number(), text: v.string() })),
  artifacts: v.array(v.object({ path: v.string(), base64: v.string() })),
  more: v.boolean(),
});

/** What a kernel on another machine records, brought into the store here: its journals, byte by byte, and its artifacts. */
export class RemoteRecords {
  private readonly sizes = new Map<string, number>();

  constructor(private readonly storeDir: string) {}

  /** Bytes of each journal file that are here. */
  get have(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.sizes);
  }

  /**
   * Appends what the kernel answered. What is here already is not written again, and what does not join on waits until it is sent
   * again. Names that lead elsewhere are left out. Throws where the answer has another form, or the disk refuses.
   * @returns whether there is more to ask for
   */
  take(answer: unknown): boolean {
    const { journals, artifacts, more } = v.parse(reply, answer);
    for (const { path, base64 } of artifacts) if (ARTIFACT.test(path) && isInside(path)) this.keep(join(this.storeDir, 'artifacts', path), base64);
    for (const { name, offset, text } of journals) if (JOURNAL.test(name)) this.append(name, offset, Buffer.from(text));
    return more;
  }

  private append(name: string, offset: number, content: Buffer): void {
    const path = join(this.storeDir, 'journal', name);
    const have = this.sizes.get(name) ?? statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.sizes.set(name, have);
    const fresh = content.subarray(have - offset);
    if (offset > have || offset + content.length <= have) return;
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, fresh);
    this.sizes.set(name, have + fresh.length);
  }

  private keep(path: string, base64: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.from(base64, 'base64'));
  }
}
