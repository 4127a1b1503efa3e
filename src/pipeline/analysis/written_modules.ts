const FILE = 'file:';
/** Commands that put modules where all of Python's are. */
const INSTALLS = /^\s*(?:\S*python\S*\s+-m\s+)?(?:pip3?|conda|mamba|uv|apt|apt-get)\b/;

/** Modules that the notebook itself has written, or fetched, before it imports them. */
export class WrittenModules {
  private readonly files = new Set<string>();
  private readonly commands: string[] = [];

  /** @param subject a file that is written */
  addFile(subject: string): void {
    if (subject.endsWith('.py')) this.files.add(subject);
  }

  /** @param text what is run by the shell */
  addCommand(text: string): void {
    if (!INSTALLS.test(text)) this.commands.push(text);
  }

  /** The files, as subjects, that importing a top-level module needs of those that were written. */
  filesOf(root: string): string[] {
    if (this.files.size + this.commands.length === 0) return [];
    const isPart = (subject: string) => subject.slice(FILE.length, -'.py'.length).split('/').includes(root);
    const written = [...this.files].filter(isPart);
    // `git clone https://…/root`, `wget https://…/root.py`
    const named = new RegExp(`(?:^|[\\s/=])${root.replace(/\W/g, '')}(?:\\.(?:py|git|zip))?/?(?:$|[\\s;&|"'])`);
    return this.commands.some((text) => named.test(text)) ? [...written, `${FILE}*`] : written;
  }
}
