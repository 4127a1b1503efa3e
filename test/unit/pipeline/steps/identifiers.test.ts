import { describe, expect, it } from 'vitest';
import { identifiers } from '../../../../src/pipeline/steps/identifiers';

function identifier(title: string, avoided: readonly string[] = []): string | undefined {
  return identifiers([title], new Set(avoided))[0];
}

describe('a title becomes an identifier', () => {
  it.each([
    ['Train a model', 'train_a_model'],
    ['Café & Straße', 'cafe_and_strasse'],
    ["Don't panic", 'dont_panic'],
    ['2018 data', 'step_2018_data'],
    ['K-Means (k=3)', 'k_means_k_3'],
    ['数据', 'step_1'],
    ['数据 X', 'step_1'],
    ['', 'step_1'],
  ])('%s: %s', (title, name) => {
    expect(identifier(title)).toBe(name);
  });

  it('of at most 40 characters, cut between words', () => {
    expect(identifier('Support vector machines: maximizing the margin')).toBe('support_vector_machines_maximizing');
  });
});

describe('an identifier that is taken', () => {
  it.each(['Import', 'Filter', 'Lambda', 'Shared', 'Display'])('by Python or by what a pipeline brings along is another one: %s', (title) => {
    expect(identifier(title)).toBe(`${title.toLowerCase()}_step`);
  });

  it('by a name that the steps import is another one', () => {
    expect(identifier('Seaborn', ['seaborn'])).toBe('seaborn_step');
  });

  it('by an earlier step is numbered', () => {
    expect(identifiers(['Plot', 'plot!', 'Plot 2', 'PLOT'], new Set())).toEqual(['plot', 'plot_2', 'plot_2_2', 'plot_3']);
  });
});
