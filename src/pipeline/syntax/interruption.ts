import type { TextFault } from './token';

/** Ends the reading of a source that is not Python; caught where the reading began. */
export class Interruption extends Error {
  readonly fault: TextFault;

  constructor(message: string, offset: number, python2 = false) {
    super(message);
    this.name = 'Interruption';
    this.fault = { message, offset, python2 };
  }
}
