import type { Notebook } from '../../notebook/notebook';
import { textAt } from './parameters';
import type { Statements } from './statements';

/** Importing these without using them changes nothing that shows. */
const WITHOUT_EFFECT = new Set(
  (
    'numpy pandas scipy sklearn matplotlib seaborn plotly bokeh altair statsmodels torch torchvision torchaudio tensorflow keras jax xgboost lightgbm catboost ' +
    'nltk spacy gensim transformers datasets cv2 PIL skimage imageio requests urllib3 bs4 lxml networkx sympy tqdm joblib IPython ipywidgets pytz dateutil yaml ' +
    'pyarrow openpyxl xlrd sqlalchemy psutil h5py patsy numba cython dask pyspark shap lime optuna hyperopt mlflow wandb trialbook imblearn wordcloud folium ' +
    'geopandas shapely missingno category_encoders librosa soundfile gym gymnasium'
  ).split(' '),
);
/** Whose import does something, although it is used by name as well: it adds methods to another library's objects, or switches on what is hidden. */
const WITH_EFFECT = new Set('hvplot swifter pandas_profiling ydata_profiling cufflinks pandarallel janitor scienceplots'.split(' '));
/** Modules that are imported for what they do to another package: there they are needed, and there alone. */
const FOR_PACKAGE: readonly (readonly [module: RegExp, packages: readonly string[]])[] = [
  [/^sklearn\.experimental\b/, ['sklearn']],
  [/^mpl_toolkits\b/, ['matplotlib', 'mpl_toolkits', 'pylab']],
];

/** An import that is there for what it does, not for its names. */
export interface SilentImport {
  readonly id: number;
  /** the packages for whose sake; undefined where nobody knows */
  readonly packages: readonly string[] | undefined;
}

/** The imports of a notebook that do something although nothing they bind is used, in order. */
export function silentImports(notebook: Notebook, statements: Statements): SilentImport[] {
  const used = new Set(statements.flow.units.flatMap(({ uses }) => uses.map(({ subject }) => subject)));
  const modules = new Set(statements.flow.modules);
  return statements.withRole('import').flatMap(({ id, place, writes }): SilentImport[] => {
    const [module] = importedModules(textAt(notebook, place));
    if (module === undefined) return [];
    const forPackage = FOR_PACKAGE.find(([pattern]) => pattern.test(module))?.[1];
    if (forPackage) return [{ id, packages: forPackage }];
    const [top = ''] = module.split('.');
    if (WITH_EFFECT.has(top)) return [{ id, packages: undefined }];
    // The standard library is not among the modules; a star that nothing is taken from may still do something.
    if (WITHOUT_EFFECT.has(top) || !modules.has(top) || writes.some(({ subject }) => used.has(subject))) return [];
    return [{ id, packages: undefined }];
  });
}

/** The modules that an import statement names, whole: `sklearn.experimental` of `from sklearn.experimental import …`. */
export function importedModules(text: string): string[] {
  return [...text.matchAll(/^\s*(?:from\s+([\w.]+)\s+import\b|import\s+([^#;\n]+))/gm)].flatMap(([, from, list]) =>
    from !== undefined ? [from] : (list ?? '').split(',').map((item) => item.trim().split(/\s+/)[0] ?? ''),
  );
}
