import { expect, it } from 'vitest';
import { LiveScreen } from '../../../src/cli/live_screen';

/** A terminal whose size can be changed, and what was written to it last. */
class Screen {
  last = '';
  constructor(public width: number, readonly height = 10) {}
  write(text: string): void {
    this.last = text;
  }
}

it('draws over the rows that were drawn before', () => {
  const screen = new Screen(80);
  const live = new LiveScreen(screen);
  live.draw(['one', 'two']);
  expect(screen.last).not.toContain('A');
  live.draw(['one', 'three']);
  expect(screen.last).toContain('\x1b[2A\rone');
});

it('draws over the rows that a narrower terminal has made of them', () => {
  const screen = new Screen(80);
  const live = new LiveScreen(screen);
  live.draw(['x'.repeat(70), '\x1b[1mshort\x1b[22m', '日本語日本語']);
  screen.width = 10;
  live.draw(['x']);
  expect(screen.last).toContain(`\x1b[${7 + 1 + 2}A\rx`);
});
