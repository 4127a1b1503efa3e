import Database from 'better-sqlite3';
import { TrialbookError } from '../core/errors';

/** The file, or its folder, can't be written. */
export function isUnwritable(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_READONLY') || codeOf(error).startsWith('SQLITE_CANTOPEN');
}

/** The file is no database, or a damaged one. */
export function isDamage(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_CORRUPT') || codeOf(error) === 'SQLITE_NOTADB';
}

/** The database lacks what every store has. Said of one that is being opened; later it is a fault of ours. */
export function isNoStore(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_ERROR' && /^no such (table|column)|already exists$|^unsupported file format/.test((error as Error).message);
}

/** The fault is in what was to be written, not in the disk or the database: to try again would end the same. */
export function isOfContent(error: unknown): boolean {
  return error instanceof Database.SqliteError ? /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(error.code) : error instanceof Error;
}

/** What the person can do about an error of the disk or of others at work; any other error as it is. */
export function explained(error: unknown): unknown {
  const reason = error instanceof Error ? error.message : '';
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL')) {
    return new TrialbookError('disk-full', 'The disk is full, so the store could not be written. What runs record waits in the journals; make room.');
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new TrialbookError('store-busy', 'Another process has held the store for too long. Try again; if it stays so, look which program has trialbook.db open.');
  }
  if (code.startsWith('SQLITE_IOERR')) return new TrialbookError('disk-error', `The store could not be read or written (${reason}). Look whether its disk is full or failing.`);
  if (isUnwritable(error)) return new TrialbookError('store-readonly', `The store can't be written (${reason}). Look at the permissions of its folder.`);
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : '';
}
