import type { PrintedPoint } from '../printed/printed_reader';
import { keyOfName } from './named_number';

const COLUMNS = ['precision', 'recall', 'f1-score'];
const ROW = /^ {0,200}((?:micro|macro|weighted|samples) avg) {1,200}(\d\.\d{1,20}) {1,200}(\d\.\d{1,20}) {1,200}(\d\.\d{1,20}) {1,200}\d{1,12}$/;

/** The averages of scikit-learn's classification report in a text. Its accuracy is read as a printed line. */
export function reportAverages(text: string): PrintedPoint[] {
  if (!text.includes(' avg ')) return [];
  return text.split('\n').flatMap((line) => {
    const [, name = '', ...values] = line.length < 400 ? (ROW.exec(line) ?? []) : [];
    return values.flatMap((value, index) => {
      const key = keyOfName(`${name} ${COLUMNS[index] ?? ''}`);
      return key === null ? [] : [{ key, step: null, value: Number(value) }];
    });
  });
}
