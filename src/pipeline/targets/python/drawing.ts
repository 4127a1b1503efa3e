import type { Unit } from '../../analysis/flow';
import { walk } from '../../syntax/children';
import type { Statement } from './cell_text';

interface Written {
  readonly statement: Statement;
  readonly text: string;
}

/** Modules that draw into figures of matplotlib which nobody passes to them. */
const MODULES = new RegExp(
  `^(matplotlib|pylab|mpl_toolkits|seaborn|missingno|shap|yellowbrick|scikitplot|networkx|lifelines|mplfinance|arviz|wordcloud|pandas\\.plotting|` +
    `mlxtend\\.plotting|librosa\\.display|statsmodels\\.graphics|scipy\\.cluster\\.hierarchy)\\b`,
);

/** How frames, estimators and axes draw, and by what names functions that draw are known. */
const DRAWS = /\.(plot|hist|boxplot|scatter|imshow|show|figure|subplots|qqplot)\b|\bplot_\w|\.from_(estimator|predictions)\b/;

/** Which statements may leave a figure open, as notebooks show them at the end of a cell. */
export class Drawing {
  private readonly units = new Set<Unit>();

  constructor(written: readonly Written[]) {
    const names = new Set(written.flatMap(({ statement }) => importedNames(statement)));
    const rest = written.filter(({ statement }) => statement.unit?.role !== 'import');
    // A function that draws makes everything draw that mentions it, and so on.
    for (let before = -1; before !== names.size; ) {
      before = names.size;
      for (const { statement, text } of rest) {
        if (isDefinition(statement) && drawsBy(statement, text, names)) for (const { subject } of statement.unit?.writes ?? []) names.add(subject);
      }
    }
    for (const { statement, text } of rest) if (!isDefinition(statement) && statement.unit && drawsBy(statement, text, names)) this.units.add(statement.unit);
  }

  draws(unit: Unit): boolean {
    return this.units.has(unit);
  }
}

function isDefinition({ node }: Statement): boolean {
  return node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef' || node.nodeType === 'ClassDef';
}

function drawsBy({ node }: Statement, text: string, names: ReadonlySet<string>): boolean {
  if (DRAWS.test(text)) return true;
  for (const inner of walk(node)) if (inner.nodeType === 'Name' && names.has(inner.id)) return true;
  return false;
}

function importedNames({ node }: Statement): string[] {
  const found: string[] = [];
  for (const inner of walk(node)) {
    if (inner.nodeType === 'Import') {
      for (const { name, asname } of inner.names) if (MODULES.test(name)) found.push(asname ?? name.split('.', 1)[0]!);
    } else if (inner.nodeType === 'ImportFrom') {
      for (const { name, asname } of inner.names) if (MODULES.test(`${inner.module ?? ''}.${name}`)) found.push(asname ?? name);
    }
  }
  return found;
}
