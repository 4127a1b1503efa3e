import { statfsSync } from 'node:fs';

/** On `network` disks the memory that SQLite's write-ahead log needs is not shared between hosts. */
export type DiskKind = 'local' | 'network';

/** File systems that reach over a network or out of a virtual machine, by the number Linux gives each. */
const NETWORK: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0xff534d42, 0xfe534d42, 0x517b, // SMB
  0x65735546, // FUSE: sshfs, object stores, folders shared with a virtual machine
  0x01021997, // 9P: Windows drives in WSL
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x19830326, // BeeGFS
  0x00c36400, // Ceph
  0x5346414f, 0x6b414653, // AFS
  0x73757245, // Coda
  0x786f4256, // VirtualBox
  0xbacbacbc, // VMware
]);

/** The kind of disk on which an existing folder is. What the system does not tell counts as local. */
export function diskOf(dir: string): DiskKind {
  if (process.platform === 'win32') return dir.startsWith('\\\\') ? 'network' : 'local';
  if (process.platform !== 'linux') return 'local';
  try {
    return NETWORK.has(statfsSync(dir).type >>> 0) ? 'network' : 'local';
  } catch {
    return 'local';
  }
}
