/** An object of a record, of which nothing is known yet. A field that is not what it should be is as if absent. */
export type Fields = Readonly<Record<string, unknown>>;

const ID = /^[0-9a-f]{32}$/;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(fields: Fields, key: string): string | null {
  const value = fields[key];
  return typeof value === 'string' ? value : null;
}

export function id(fields: Fields, key: string): string | null {
  const value = text(fields, key);
  return value !== null && ID.test(value) ? value : null;
}

export function number(fields: Fields, key: string): number | null {
  const value = fields[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function texts(fields: Fields, key: string): string[] {
  const value = fields[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function textValues(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

export function textOrJson(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Milliseconds since 1970 that are far from where whole numbers end. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < 2 ** 52;
}
