import type { GeneratedFile } from './generated_file';

/** Where a module comes from in the environment that was asked; null where it is not there. */
export type ModuleVersions = Readonly<Record<string, { readonly distribution: string; readonly version: string } | null>>;

/** Distributions whose modules are called otherwise, for environments that do not have them. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  sklearn: 'scikit-learn', cv2: 'opencv-python', PIL: 'Pillow', yaml: 'PyYAML', skimage: 'scikit-image', bs4: 'beautifulsoup4', dateutil: 'python-dateutil',
  dotenv: 'python-dotenv', Bio: 'biopython', umap: 'umap-learn', hdbscan: 'hdbscan', mpl_toolkits: 'matplotlib', pylab: 'matplotlib', Levenshtein: 'python-Levenshtein',
  docx: 'python-docx', pptx: 'python-pptx', serial: 'pyserial', git: 'GitPython', attr: 'attrs', fitz: 'PyMuPDF', jwt: 'PyJWT', imblearn: 'imbalanced-learn',
  tensorflow_hub: 'tensorflow-hub', tensorflow_datasets: 'tensorflow-datasets', sentence_transformers: 'sentence-transformers', pytorch_lightning: 'pytorch-lightning',
};

/** The package that a module mostly comes from. */
export function distributionOf(module: string): string {
  return DISTRIBUTIONS[module] ?? module;
}

/** What a pipeline keeps its variables with, by the modules of the notebook that call for it. */
export function storingModules(modules: readonly string[]): string[] {
  return ['cloudpickle', ...(modules.includes('pandas') ? ['pyarrow'] : []), ...(modules.includes('sklearn') ? ['joblib'] : [])];
}

/**
 * What to install for a pipeline: the notebook's modules in the versions that are installed here, and what the notebook itself
 * installs.
 */
export function requirementsFile(modules: readonly string[], stated: readonly string[], versions: ModuleVersions): GeneratedFile {
  const lines = new Map<string, string>();
  for (const module of [...modules, ...storingModules(modules)]) {
    const found = versions[module];
    const name = found?.distribution ?? distributionOf(module);
    // A build for one machine, as in `2.4.0+cu121`, is not to be had everywhere.
    const version = found?.version.split('+', 1)[0];
    const line = version === undefined ? `${name}  # the version is not known: \`${module}\` is not installed here` : `${name}==${version}`;
    if (!lines.has(normalised(name)) || version !== undefined) lines.set(normalised(name), line);
  }
  const others: string[] = [];
  for (const requirement of stated) {
    const named = /^([A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?(?!\S*:\/\/)/.exec(requirement);
    const [, name, extras = ''] = named ?? [];
    const known = name === undefined ? undefined : lines.get(normalised(name));
    if (name === undefined || known === undefined) others.push(requirement);
    else if (!known.includes('==')) lines.set(normalised(name), requirement);
    else if (extras !== '') lines.set(normalised(name), known.replace('==', `${extras}==`));
  }
  const all = [...lines.values(), ...new Set(others)];
  return { path: 'requirements.txt', text: all.length > 0 ? `${all.join('\n')}\n` : '' };
}

/** Names of distributions are the same whatever their case and the signs between words. */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
