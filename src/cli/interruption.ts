import { TrialbookError } from '../core/errors';

/** Ctrl-C, as a signal for what is under way. */
export class Interruption implements Disposable {
  private readonly controller = new AbortController();
  private readonly stop = (): void => this.controller.abort(new TrialbookError('interrupted', 'interrupted'));

  constructor() {
    process.once('SIGINT', this.stop);
    process.once('SIGTERM', this.stop);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  [Symbol.dispose](): void {
    process.off('SIGINT', this.stop);
    process.off('SIGTERM', this.stop);
  }
}
