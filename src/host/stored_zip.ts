import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** with `/` between its parts */
  readonly name: string;
  readonly content: Buffer;
}

/** 1980-01-01, the first day a zip can tell; a real time would make each archive another. */
const DATE = 0x0021;
const VERSION = 20;
const UTF8 = 0x0800;

/** A zip archive of small files, uncompressed. */
export function storedZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name, 'utf8');
    const facts = factsOf(path, content);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, path, content]);
    directory.push(centralHeader(facts, offset), path);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** What the two headers of an entry have in common: from the version to the length of the extra field. */
function factsOf(path: Buffer, content: Buffer): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(UTF8, 2);
  facts.writeUInt16LE(DATE, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(path.length, 22);
  return facts;
}

function centralHeader(facts: Buffer, offset: number): Buffer {
  const head = Buffer.alloc(6);
  head.write('PK\x01\x02', 'latin1');
  head.writeUInt16LE(VERSION, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([head, facts, tail]);
}
