import type { PipelinePageContract } from '../../src/protocol/pipeline_page';
import { h } from '../shared/dom';
import { errorText } from '../shared/error_text';
import { Host } from '../shared/host';
import { inkPage } from '../shared/ink';
import { ThemeWatch } from '../shared/theme';
import { showFailure } from '../shared/toast';
import { vsCodeApi } from '../shared/vscode_api';
import { PipelinePage } from './pipeline_page';
import { readPipelineState } from './pipeline_state';
import '../shared/page.css';

const api = vsCodeApi();
// Check and writing wait for the person, and for Python.
const host = new Host<PipelinePageContract>(api, 3_600_000);
host.listenTo(window);
inkPage(document, new ThemeWatch(document));
let state = readPipelineState(api.getState());

const arrange = (change: Partial<typeof state>) => {
  state = { ...state, ...change };
  api.setState(state);
};

host.request('ready', {}).then(
  (view) => {
    arrange({ notebook: view.uri });
    document.body.replaceChildren(new PipelinePage({ host, state: () => state, arrange, fail: showFailure }, view).element);
  },
  (error: unknown) => document.body.replaceChildren(h('div', { class: 'message', role: 'status' }, errorText(error))),
);
