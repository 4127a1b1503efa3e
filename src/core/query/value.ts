import { parseNumber } from '../number';
import { ATTRIBUTES, choicesOf } from './attributes';
import type { Attribute, CompareOp, Field, Value } from './expr';
import type { Token } from './lexer';
import { parseDuration, parseMoment } from './time';

/** A value as it was read, or what was expected in its place. */
export type ReadValue = { readonly values: readonly Value[] } | { readonly expected: string };

/**
 * What the tokens behind an operator mean for a field: one value, or several of which any is meant
 * (`true` of a param is written `True` by Python). `tokens` are one or more, all on the value's place.
 */
export function readValue(field: Field, op: CompareOp, tokens: readonly Token[], nowMs: number): ReadValue {
  const quoted = tokens.length === 1 && tokens[0]?.type === 'quoted';
  const text = quoted ? (tokens[0]?.value ?? '') : tokens.map((token) => token.text).join(' ');
  if (field.of === 'attribute') return readAttribute(field.name, op, text, nowMs);
  if (tokens.length > 1) return { expected: 'one value; text with spaces goes in quotes' };
  const number = quoted ? null : parseNumber(text);
  if (number !== null && Number.isNaN(number) && op !== '=' && op !== '!=') {
    return { expected: 'a number; nan is compared by = and !=' };
  }
  if (number !== null) return { values: [{ type: 'number', number }] };
  if (field.of === 'metric') return { expected: quoted ? 'a number without quotes' : 'a number' };
  if (!quoted && /^(true|false)$/i.test(text) && (op === '=' || op === '!=')) {
    const lower = text.toLowerCase();
    return { values: [asText(lower), asText(lower.charAt(0).toUpperCase() + lower.slice(1))] };
  }
  return { values: [asText(text)] };
}

function readAttribute(name: Attribute, op: CompareOp, text: string, nowMs: number): ReadValue {
  const ordered = op !== '=' && op !== '!=';
  const only = `= or != after ${name}`;
  switch (ATTRIBUTES[name]) {
    case 'text':
      if ((name === 'commit' || name === 'file') && ordered) return { expected: only };
      if (name === 'commit' && !/^[0-9a-f]{4,64}$/i.test(text)) {
        return { expected: 'a commit, at least the first 4 of its hex digits' };
      }
      return { values: [asText(name === 'commit' ? text.toLowerCase() : text)] };
    case 'choice': {
      const choice = choicesOf(name).find((known) => known.toLowerCase() === text.toLowerCase());
      if (choice === undefined) return { expected: `one of ${choicesOf(name).join(', ').toLowerCase()}` };
      return ordered ? { expected: only } : { values: [asText(choice)] };
    }
    case 'boolean':
      if (ordered) return { expected: only };
      if (!/^(true|false)$/i.test(text)) return { expected: 'true or false' };
      return { values: [{ type: 'boolean', boolean: text.toLowerCase() === 'true' }] };
    case 'time': {
      const moment = parseMoment(text, nowMs);
      return moment
        ? { values: [{ type: 'time', ...moment }] }
        : { expected: 'a date such as 2026-11-01, today, or 2 days ago' };
    }
    case 'duration': {
      const ms = parseDuration(text);
      return ms === null
        ? { expected: 'a duration such as 90 s, 10 min or 1h 30min' }
        : { values: [{ type: 'duration', ms }] };
    }
  }
}

function asText(text: string): Value {
  return { type: 'text', text };
}
