import { describe, expect, it } from 'vitest';
import { trainingEntry } from '../../../src/core/training_entry';

describe('where a script begins its work', () => {
  it.each([
    ['asks whether it is main', ['import trialbook', 'def main():', '  pass', 'if __name__ == "__main__":', '  main()'], 3],
    ['asks it in other words', ['', "if '__main__' == __name__ :"], 1],
    ['asks it only in a string', ['text = """', 'x', '"""', 'import trialbook as tb'], 3],
    ['only imports the client', ['import os', 'from trialbook import start_run'], 1],
    ['only starts a run', ['def train():', '    with mlflow.start_run():'], 1],
    ['does none of that', ['import os', 'print(1)'], 0],
    ['is empty', [], 0],
  ])('that %s', (_, lines, line) => expect(trainingEntry(lines)).toBe(line));
});
