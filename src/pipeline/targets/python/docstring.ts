/** A module's docstring: a title, and a text below it if there is one. */
export function docstring(title: string, text = ''): string {
  const escaped = (part: string): string => part.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
  const head = escaped(title.replace(/[\s\0-\x1f\x7f]+/g, ' ').trim()).replace(/"$/, '\\"');
  return text === '' ? `"""${head}"""` : `"""${head}\n\n${escaped(text)}\n"""`;
}
