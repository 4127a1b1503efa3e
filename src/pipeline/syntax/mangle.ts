/**
 * A name as Python knows it inside a class: two leading underscores make it private to the class.
 * @param owner the innermost class around it
 */
export function mangle(name: string, owner: string | undefined): string {
  if (owner === undefined || !name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const bare = owner.replace(/^_+/, '');
  return bare === '' ? name : `_${bare}${name}`;
}
