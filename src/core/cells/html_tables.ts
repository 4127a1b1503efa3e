/** A table of an HTML output: the texts of its cells, row by row. */
export interface HtmlTable {
  /** rows in `thead`, or rows of nothing but `th` before any other */
  readonly head: readonly (readonly string[])[];
  readonly body: readonly (readonly string[])[];
}

/** Longer documents are not read. */
const LONGEST = 2_000_000;
const MOST_TABLES = 20;
const MOST_ROWS = 20_000;
const MOST_CELLS = 100_000;
const LONGEST_CELL = 500;
/** Elements whose text is not shown. */
const UNSEEN = new Set(['style', 'script', 'template', 'title', 'svg', 'textarea', 'select']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', minus: '-', plusmn: '±' };

/** The tables of an HTML text, in order. Goes through the text once, whatever it holds; what is not closed ends with what is around it. */
export function htmlTables(html: string): HtmlTable[] {
  if (html.length > LONGEST || !/<table/i.test(html)) return [];
  const tables = new Tables();
  let at = 0;
  while (at < html.length && !tables.full) {
    const open = html.indexOf('<', at);
    tables.text(html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    at = tagAt(html, open, tables);
  }
  return tables.done();
}

/** Reads the tag or comment at a `<`, and gives where the text goes on. */
function tagAt(html: string, open: number, tables: Tables): number {
  if (html.startsWith('<!--', open)) return behind(html, '-->', open + 4);
  const name = /^<(\/?[a-z][a-z0-9]{0,20})/i.exec(html.slice(open, open + 24))?.[1]?.toLowerCase();
  if (name === undefined) {
    tables.text('<');
    return open + 1;
  }
  const end = endOfTag(html, open);
  if (UNSEEN.has(name)) return behindElement(html, name, end);
  tables.tag(name);
  return end;
}

function behind(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

/** Behind the `>` that is in no quotes. */
function endOfTag(html: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < html.length; at++) {
    const char = html[at] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '>') return at + 1;
    else if ((char === '"' || char === "'") && html[at - 1] === '=') quote = char;
  }
  return html.length;
}

function behindElement(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return endOfTag(html, at);
  }
  return html.length;
}

class Tables {
  private readonly tables: { head: string[][]; body: string[][] }[] = [];
  private table: { head: string[][]; body: string[][] } | null = null;
  private row: { cells: string[]; heads: number } | null = null;
  private cell: { text: string; head: boolean } | null = null;
  private inHead = false;
  private cells = 0;
  private rows = 0;

  get full(): boolean {
    return this.cells > MOST_CELLS || this.rows > MOST_ROWS;
  }

  text(text: string): void {
    if (this.cell && this.cell.text.length < LONGEST_CELL) this.cell.text += text.slice(0, LONGEST_CELL);
  }

  tag(name: string): void {
    if (name === 'table') this.open();
    else if (name === '/table') this.close();
    else if (name === 'thead' || name === 'tbody' || name === 'tfoot') this.section(name === 'thead');
    else if (name === '/thead' || name === '/tbody') this.section(false);
    else if (name === 'tr' || name === '/tr') this.nextRow(name === 'tr');
    else if (name === 'td' || name === 'th') this.nextCell(name === 'th');
    else if (name === '/td' || name === '/th') this.endCell();
    else if (name === 'br') this.text(' ');
  }

  done(): HtmlTable[] {
    this.close();
    return this.tables;
  }

  /** A table within another takes its place. */
  private open(): void {
    this.close();
    this.table = { head: [], body: [] };
    this.inHead = false;
  }

  private close(): void {
    this.endRow();
    if (this.table && this.tables.length < MOST_TABLES) this.tables.push(this.table);
    this.table = null;
  }

  private section(head: boolean): void {
    this.endRow();
    this.inHead = head;
  }

  private nextRow(begins: boolean): void {
    this.endRow();
    if (begins && this.table) this.row = { cells: [], heads: 0 };
  }

  private nextCell(head: boolean): void {
    this.endCell();
    if (this.row) this.cell = { text: '', head };
  }

  private endCell(): void {
    if (this.cell && this.row) {
      this.row.cells.push(plain(this.cell.text));
      if (this.cell.head) this.row.heads++;
      this.cells++;
    }
    this.cell = null;
  }

  private endRow(): void {
    this.endCell();
    if (this.row && this.table && this.row.cells.length > 0) {
      const isHead = this.inHead || (this.table.body.length === 0 && this.row.heads === this.row.cells.length);
      (isHead ? this.table.head : this.table.body).push(this.row.cells);
      this.rows++;
    }
    this.row = null;
  }
}

function plain(text: string): string {
  const decoded = text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
  return decoded.replace(/\s+/g, ' ').trim();
}
