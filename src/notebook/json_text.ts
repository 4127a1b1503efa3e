import { TrialbookError } from '../core/errors';

/**
 * Parses a notebook's text as Python's json module would, which writes them: `NaN` and `Infinity` may stand where a number may,
 * and are null here.
 * @throws TrialbookError `notebook-syntax`, saying what the text is instead of JSON
 */
export function parseJson(text: string): unknown {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    const lenient = withoutNotANumber(json);
    if (lenient !== json) {
      try {
        return JSON.parse(lenient);
      } catch {
        // The first error is about the text that the person has.
      }
    }
    throw new TrialbookError('notebook-syntax', explain(json, error as SyntaxError));
  }
}

/** Walks from string to string, because a pattern for the strings themselves would not get through a picture of many megabytes. */
function withoutNotANumber(json: string): string {
  const parts: string[] = [];
  let end = 0;
  while (end < json.length) {
    const quote = json.indexOf('"', end);
    const start = quote < 0 ? json.length : quote;
    parts.push(json.slice(end, start).replace(/-?\b(?:NaN|Infinity)\b/g, 'null'));
    end = stringEnd(json, start + 1);
    parts.push(json.slice(start, end));
  }
  return parts.join('');
}

/** Behind the quote that closes the JSON string whose first character is at `start`. */
function stringEnd(json: string, start: number): number {
  for (let quote = json.indexOf('"', start); quote >= 0; quote = json.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (json[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return json.length;
}

/** What a text that is no JSON probably is, and what to do about it. */
function explain(text: string, error: SyntaxError): string {
  const start = text.slice(0, 2000).trimStart();
  if (start === '') return 'The file is empty. Was the notebook saved?';
  if (start.startsWith('version https://git-lfs.github.com/')) {
    return 'The file is a Git LFS pointer: the notebook itself has not been fetched. Run `git lfs pull`, then try again.';
  }
  const conflict = /^(<{7}|>{7})(?= |$)/m.exec(text);
  if (conflict) {
    return `The notebook has an unresolved merge conflict in line ${lineAt(text, conflict.index)}. Resolve it, with nbdime's \`nbdime mergetool\` for one, then try again.`;
  }
  if (/^<(!doctype|html|head|body|\?xml)/i.test(start)) {
    return 'The file is a web page and not a notebook. Was the page saved instead of the raw file?';
  }
  if (!/^[[{]/.test(start)) {
    return looksLikePython(start)
      ? 'The file holds Python and not the JSON of a notebook. If Jupytext keeps the notebook as a script, `jupytext --to notebook FILE` makes the .ipynb.'
      : 'The file is not a notebook: an .ipynb file holds JSON, beginning with `{`.';
  }
  const position = Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length);
  if (position >= text.trimEnd().length) {
    return `The notebook breaks off in line ${lineAt(text, text.trimEnd().length)}: it was saved or copied only in part. Restore it from git, from a backup or from .ipynb_checkpoints.`;
  }
  return `The notebook is not valid JSON: there is an error in line ${lineAt(text, position)}. Correct it there, or restore the file from git or from .ipynb_checkpoints.`;
}

const looksLikePython = (start: string): boolean => /^(#|"""|'''|import |from |def |class |@|[A-Za-z_][\w.]* *[=(])/.test(start);

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;
