import { expect, it } from 'vitest';
import { codeBlock } from '../../../src/views/markdown_text';

it('a block of code is not ended by backticks in it', () => {
  expect(codeBlock('a\n```\nb', 'python')).toBe('````python\na\n```\nb\n````');
});

it('a language is no way out of the first line', () => {
  expect(codeBlock('a', 'python`\n[x](command:y)')).toBe('```pythonxcommandy\na\n```');
});
