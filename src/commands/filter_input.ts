import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { parseQuery } from '../core/query/parser';
import type { Stores } from '../host/stores';
import type { Columns } from '../store/service';
import { suggestNext } from '../views/explorer/query_suggestions';

const COUNT_DELAY_MS = 150;

interface FilterItem extends vscode.QuickPickItem {
  /** put into the box when chosen; absent for the item that takes the query as it stands */
  readonly query?: string;
}

/**
 * Asks for a query, telling while it is typed how many runs it finds or where it can't be read, and what may follow.
 * Undefined when the person turned back; an empty text shows all runs.
 */
export async function askFilter(stores: Stores, current: string): Promise<string | undefined> {
  const columns = await columnsOf(stores);
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<FilterItem>();
    let counting: NodeJS.Timeout | undefined;
    const show = (verdict: string, detail?: string) => {
      const suggestions = suggestNext(pick.value, columns).map(({ word, query }) => ({ label: '$(symbol-field)', description: word, alwaysShow: true, query }));
      const first = { label: verdict, ...(detail === undefined ? {} : { detail }), alwaysShow: true };
      pick.items = [first, ...suggestions];
      pick.activeItems = [first];
    };
    const look = () => {
      clearTimeout(counting);
      const typed = pick.value;
      const problem = problemOf(typed);
      if (problem) return show(`$(error) ${problem.message}`, problem.place);
      show('$(filter) Show matching runs');
      counting = setTimeout(() => {
        count(stores, typed).then(
          ({ found, all }) => pick.value === typed && show(`$(filter) Show ${found.toLocaleString('en')} of ${all.toLocaleString('en')} runs`),
          // The list itself will say what is wrong with the store.
          () => undefined,
        );
      }, COUNT_DELAY_MS);
    };
    pick.title = 'Filter runs';
    pick.placeholder = 'A part of a name, or for example: metrics.val_acc > 0.9 and params.model = "svm"';
    pick.value = current;
    pick.onDidChangeValue(look);
    pick.onDidAccept(() => {
      const chosen = pick.activeItems[0]?.query;
      if (chosen !== undefined) {
        pick.value = chosen;
        look();
      } else if (!problemOf(pick.value)) {
        resolve(pick.value.trim());
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      clearTimeout(counting);
      resolve(undefined);
      pick.dispose();
    });
    look();
    pick.show();
  });
}

/** What is wrong with a query, and the query with its wrong part marked; undefined when it can be read. */
function problemOf(query: string): { message: string; place: string } | undefined {
  try {
    parseQuery(query);
    return undefined;
  } catch (error) {
    if (!(error instanceof TrialbookError)) throw error;
    const { offset = 0, length = 0 } = error.details as { offset?: number; length?: number };
    const place = `${query.slice(0, offset)}▸${query.slice(offset, offset + length)}◂${query.slice(offset + length)}`;
    return { message: error.message, place };
  }
}

async function count(stores: Stores, query: string): Promise<{ found: number; all: number }> {
  const totals = await stores.ask(async ({ service }) => [(await service.runs({ query, limit: 1 })).total, (await service.runs({ limit: 1 })).total] as const);
  return { found: totals.reduce((sum, [found]) => sum + found, 0), all: totals.reduce((sum, [, all]) => sum + all, 0) };
}

async function columnsOf(stores: Stores): Promise<Columns> {
  const all = await stores.ask(({ service }) => service.columns());
  const distinct = (of: (columns: Columns) => string[]) => [...new Set(all.flatMap(of))];
  return { metrics: distinct(({ metrics }) => metrics), params: distinct(({ params }) => params), tags: distinct(({ tags }) => tags) };
}
