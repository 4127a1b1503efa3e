/** The colours that canvases draw with; the rest of a page takes its colours from VS Code's style sheet by itself. */
export interface Theme {
  readonly kind: 'light' | 'dark' | 'high contrast light' | 'high contrast dark';
  readonly background: string;
  readonly foreground: string;
  readonly faint: string;
  readonly grid: string;
  readonly border: string;
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly reducedMotion: boolean;
}

/** Knows the theme of the moment, and tells when it is another. */
export class ThemeWatch {
  private theme: Theme;
  private readonly listeners = new Set<(theme: Theme) => void>();
  private readonly observer: MutationObserver;
  private readonly motion = matchMedia('(prefers-reduced-motion: reduce)');
  private due = 0;

  constructor(private readonly document: Document) {
    this.theme = readTheme(document, this.motion.matches);
    this.observer = new MutationObserver(() => this.look());
    // VS Code names the kind of theme in the class of the body, and puts the colours into the style of the root.
    this.observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    this.observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    this.motion.addEventListener('change', () => this.look());
  }

  get current(): Theme {
    return this.theme;
  }

  /** Returns how to stop listening. */
  onChange(listener: (theme: Theme) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A change of theme touches many variables at once: they are read when all is done. */
  private look(): void {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => {
      const next = readTheme(this.document, this.motion.matches);
      if (JSON.stringify(next) === JSON.stringify(this.theme)) return;
      this.theme = next;
      for (const listener of this.listeners) listener(next);
    });
  }
}

/** Whether the colours made for light backgrounds are to be taken. */
export function isLight(theme: Theme): boolean {
  return theme.kind === 'light' || theme.kind === 'high contrast light';
}

function readTheme(document: Document, prefersLessMotion: boolean): Theme {
  const style = getComputedStyle(document.documentElement);
  const colour = (fallback: string, ...names: string[]) => {
    const values = names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim());
    return values.find((value) => value !== '') ?? fallback;
  };
  const classes = document.body.classList;
  const kind = classes.contains('vscode-high-contrast-light') ? 'high contrast light'
    : classes.contains('vscode-high-contrast') ? 'high contrast dark'
    : classes.contains('vscode-light') ? 'light' : 'dark';
  const foreground = colour('#cccccc', 'foreground', 'editor-foreground');
  return {
    kind,
    background: colour('#1f1f1f', 'editor-background'),
    foreground,
    faint: colour(foreground, 'descriptionForeground'),
    grid: `color-mix(in srgb, ${foreground} ${kind.startsWith('high') ? 30 : 13}%, transparent)`,
    border: colour('#80808060', 'contrastBorder', 'panel-border'),
    fontFamily: colour('sans-serif', 'font-family'),
    fontSize: Number.parseFloat(colour('13', 'font-size')) || 13,
    reducedMotion: prefersLessMotion || classes.contains('vscode-reduce-motion'),
  };
}
