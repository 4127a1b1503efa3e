import type { Expr, Stmt } from '../syntax/ast';

/** Functions and methods that put a file in the place of what was there. */
const OVERWRITES = new Set('to_csv to_parquet to_feather to_pickle to_json to_excel to_html to_markdown to_latex save savez savez_compressed savetxt savefig dump save_model write_csv write_parquet write_image write_html write_text write_bytes'.split(' '));
const MAKES_FOLDER = new Set(['makedirs', 'mkdir']);

/** The statement writes a file anew, whatever was in it. */
export function overwrites(node: Stmt | undefined): boolean {
  const call = callOf(node);
  if (call) return OVERWRITES.has(calledName(call) ?? '') && !call.keywords.some(({ arg }) => arg === undefined || arg === 'mode' || arg === 'append');
  if (node?.nodeType !== 'With' || node.items.length !== 1) return false;
  const opened = node.items[0]?.context_expr;
  if (opened?.nodeType !== 'Call' || calledName(opened) !== 'open') return false;
  const mode = opened.keywords.find(({ arg }) => arg === 'mode')?.value ?? opened.args[opened.func.nodeType === 'Name' ? 1 : 0];
  return mode?.nodeType === 'Constant' && typeof mode.value === 'string' && /^[wx][bt]?$/.test(mode.value);
}

/** The statement makes a folder, into which files may be written later. */
export function makesFolder(node: Stmt | undefined): boolean {
  const call = callOf(node);
  return call !== undefined && MAKES_FOLDER.has(calledName(call) ?? '');
}

type Call = Extract<Expr, { nodeType: 'Call' }>;

function callOf(node: Stmt | undefined): Call | undefined {
  return node?.nodeType === 'Expr' && node.value.nodeType === 'Call' ? node.value : undefined;
}

function calledName({ func }: Call): string | undefined {
  return func.nodeType === 'Name' ? func.id : func.nodeType === 'Attribute' ? func.attr : undefined;
}
