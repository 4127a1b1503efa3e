/**
 * A text whose order by code points is the order of names as people count: case and accents do not matter, and `run-9`
 * comes before `run-10`. Names that are equal in this have the same key.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (digits) => {
      const number = digits.replace(/^0+(?=\d)/, '');
      return String.fromCharCode(48 + Math.min(number.length, 78)) + number;
    });
}
