import { formatDate, formatNumber } from '../../core/format';
import { pythonString } from '../../notebook/ipython/python_literal';
import type { Made, MadeCell } from './made';
import { markdownCode, markdownSentence, markdownText } from './markdown';
import { whyText } from './why_text';

/** More digits than a number is told by. */
const DIGITS = 6;

/**
 * The text of an .ipynb file (nbformat 4.5) with what leads to the number, to be run from the top: a head for people, the folder, and each
 * execution as a cell, its source as it ran. The same for the same records.
 */
export function madeNotebook(made: Made): string {
  const counts = new Map(made.kept.map(({ id, count }) => [id, count]));
  const cells = [markdownCell('head', headOf(made)), ...(made.language === 'python' && made.folder !== null ? [folderCell(made.folder)] : []), ...made.kept.map((cell) => codeCell(cell, made.session.runId, (id) => counts.get(id) ?? null))];
  const { kernel, language } = made;
  const kernelspec = { name: kernel ?? (language === 'python' ? 'python3' : language), display_name: kernel ?? (language === 'python' ? 'Python 3' : language), language };
  const notebook = { cells, metadata: { kernelspec, language_info: { name: language }, trialbook: { run: made.run.runId, session: made.session.runId, metric: made.number?.key ?? null } }, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, undefined, 1)}\n`;
}

/** What the number is: `` `acc` = 0.942 ``, or the cell that was asked for. */
export function madeTitle({ number, target }: Pick<Made, 'number' | 'target'>): string {
  return number === null ? `[${target.count ?? ' '}]` : `\`${number.key}\` = ${formatNumber(number.value, DIGITS)}`;
}

function headOf(made: Made): string {
  const { run, session, number, target, notebook, commit, snapshot, packages, python, files } = made;
  const title = number === null ? markdownText(`[${target.count ?? ' '}]`) : `${markdownCode(number.key)} = ${markdownText(formatNumber(number.value, DIGITS))}${number.step === null ? '' : ` at step ${number.step}`}`;
  const facts = [
    ['Run', `${markdownText(run.name)} (${markdownCode(run.experiment)})${run.runId === session.runId ? '' : `, in ${markdownText(session.name)}`}`],
    ['Made', `in ${markdownText(`[${target.count ?? ' '}]`)}${notebook === null ? '' : ` of ${markdownCode(notebook)}`}, ${formatDate(target.startMs)}`],
    ['Code', commit === null ? '' : `commit ${markdownCode(commit)}${snapshot === null || snapshot === commit ? '' : `, with what was not committed in ${markdownCode(snapshot)}`}`],
    ['Python', [python, ...packages.map(({ name, version }) => `${name} ${version}`)].flatMap((text) => (text === null ? [] : markdownText(text))).join(', ')],
    ['Data', files.map(({ path, hash, hashKind }) => `${markdownCode(path)}${hash === null ? '' : ` (${markdownText(hashKind ?? '')} ${markdownCode(hash)})`}`).join(', ')],
    ['Here', `${made.kept.length} of the ${made.kept.length + made.left.length} executions up to it, in the order in which they ran`],
  ] as const;
  const notes = made.notes.map((note) => `- ${markdownSentence(note)}`);
  const warning = made.runnable ? [] : ['**This notebook cannot run as it is:** a part of what led to the number is not known.', ''];
  return [`# How ${title} was made`, '', ...warning, ...facts.flatMap(([name, text]) => (text === '' ? [] : [`- **${name}**: ${text}`])), ...(notes.length === 0 ? [] : ['', '## Mind', '', ...notes])].join('\n');
}

function markdownCell(id: string, source: string): object {
  return { cell_type: 'markdown', id, metadata: {}, source: linesOf(source) };
}

/** No name is bound, so that nothing of the session's is hidden. */
function folderCell(folder: string): object {
  const source = `# The folder in which the session began\n__import__("os").chdir(${pythonString(folder)})`;
  return { cell_type: 'code', execution_count: null, id: 'folder', metadata: { jupyter: { source_hidden: true }, tags: ['trialbook-folder'] }, outputs: [], source: linesOf(source) };
}

function codeCell({ id, count, source, tags, raises, redacted, why }: MadeCell, run: string, countOf: (id: number) => number | null): object {
  const text = redacted ? `# [${count ?? ' '}] was taken out of the records: what stood here is not known.` : source;
  const allTags = raises && !tags.includes('raises-exception') ? [...tags, 'raises-exception'] : [...tags];
  const trialbook = { run, execution: id, count, why: why.map((one) => whyText(one, countOf)) };
  return { cell_type: 'code', execution_count: null, id: `execution-${id}`, metadata: { tags: allTags, trialbook }, outputs: [], source: linesOf(text) };
}

/** As notebooks keep text: lines with their ends. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
