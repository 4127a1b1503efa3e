import type { ComparisonPageContract } from '../../src/protocol/comparison_page';
import { Host } from '../shared/host';
import { vsCodeApi } from '../shared/vscode_api';
import './comparison.css';

const host = new Host<ComparisonPageContract>(vsCodeApi());
host.listenTo(window);
const heading = document.createElement('h1');
document.body.append(heading);
const show = (count: number) => (heading.textContent = `${count} runs`);
host.on('chosen', ({ chosen }) => show(chosen.length));
void host.request('ready', {}).then(({ chosen }) => show(chosen.length));
