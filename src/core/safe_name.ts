/** A run's name as a part of the name of a branch or a folder: letters, digits, `.`, `_` and `-`. Never empty. */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, 80)
    .replace(/^[.-]+|[.-]+$/g, '')
    .replace(/(\.lock)+$/i, '');
  return safe === '' ? 'run' : safe;
}
