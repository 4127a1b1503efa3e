import * as vscode from 'vscode';

const NOTEBOOKS = 'trialbook.notebooks';
/** Answers, and questions that were asked, by the notebook's URI. */
const CHOICES = 'trialbook.trackedNotebooks';
const HOOKS_ASKED = 'trialbook.hooksAsked';

/** `ask`: nobody has said, and the question may be put. */
export type Choice = 'track' | 'leave' | 'ask';

type Remembered = 'track' | 'leave' | 'asked';

/** Which notebooks the person wants tracked, and whether their kernels may be given the client: settings, and answers that are remembered. */
export class TrackingChoice {
  constructor(
    private readonly workspace: vscode.Memento,
    private readonly everywhere: vscode.Memento,
  ) {}

  of(notebook: vscode.Uri): Choice {
    if (!vscode.workspace.isTrusted) return 'leave';
    const remembered = this.all[notebook.toString()];
    if (remembered === 'track' || remembered === 'leave') return remembered;
    const setting = vscode.workspace.getConfiguration(NOTEBOOKS, notebook).get<string>('tracking', 'ask');
    if (setting === 'always') return 'track';
    return setting === 'never' || remembered === 'asked' ? 'leave' : 'ask';
  }

  async remember(notebook: vscode.Uri, choice: Remembered): Promise<void> {
    await this.workspace.update(CHOICES, { ...this.all, [notebook.toString()]: choice });
  }

  /** The notebook has another name now. */
  async moved(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    const { [from.toString()]: choice, ...others } = this.all;
    if (choice) await this.workspace.update(CHOICES, { ...others, [to.toString()]: choice });
  }

  /** Asks whether this notebook is to be tracked. Whatever is answered, and also no answer, is remembered: nobody is asked twice. */
  async ask(notebook: vscode.Uri, name: string): Promise<Choice> {
    await this.remember(notebook, 'asked');
    const answer = await vscode.window.showInformationMessage(
      `Track ${name}? Trialbook then records each cell that runs, with its source and outputs, beside your other runs.`,
      'Track', 'Not This One', 'Never',
    );
    if (answer === 'Never') await vscode.workspace.getConfiguration(NOTEBOOKS).update('tracking', 'never', vscode.ConfigurationTarget.Global);
    if (answer === 'Track' || answer === 'Not This One') await this.remember(notebook, answer === 'Track' ? 'track' : 'leave');
    return answer === 'Track' ? 'track' : 'leave';
  }

  /** Whether kernels may be given the client. Where nobody has said, asks, once; no answer is no. */
  async mayHook(): Promise<boolean> {
    const settings = vscode.workspace.getConfiguration(NOTEBOOKS);
    const setting = settings.get<string>('hooks', 'ask');
    if (setting !== 'ask') return setting === 'always';
    if (this.everywhere.get(HOOKS_ASKED, false)) return false;
    await this.everywhere.update(HOOKS_ASKED, true);
    const answer = await vscode.window.showInformationMessage(
      'Record variables, CPU time and live metrics of notebooks too? Trialbook then loads its Python client into their kernels, without installing anything.',
      'Record Them', 'Never',
    );
    if (answer === undefined) return false;
    const yes = answer === 'Record Them';
    await settings.update('hooks', yes ? 'always' : 'never', vscode.ConfigurationTarget.Global);
    return yes;
  }

  private get all(): Readonly<Record<string, Remembered>> {
    return this.workspace.get<Readonly<Record<string, Remembered>>>(CHOICES, {});
  }
}
