import type { RunPageContract } from '../../src/protocol/run_page';
import { Host } from '../shared/host';
import { vsCodeApi } from '../shared/vscode_api';
import './run.css';

const api = vsCodeApi();
const host = new Host<RunPageContract>(api);
host.listenTo(window);
const heading = document.createElement('h1');
document.body.append(heading);
host.on('changed', ({ row }) => (row ? (heading.textContent = row.name) : undefined));
host.request('ready', {}).then(
  ({ address, snapshot }) => {
    api.setState({ address });
    heading.textContent = snapshot.row.name;
  },
  (error: unknown) => (heading.textContent = error instanceof Error ? error.message : String(error)),
);
