import type { RunPageContract, RunSnapshot } from '../../src/protocol/run_page';
import { ChartGroup } from '../shared/chart/chart_group';
import { Host } from '../shared/host';
import { inkPage } from '../shared/ink';
import { pageMessage } from '../shared/page_message';
import { ThemeWatch } from '../shared/theme';
import { showFailure } from '../shared/toast';
import { vsCodeApi } from '../shared/vscode_api';
import { RunPage } from './run_page';
import { readState } from './run_state';
import { runSeries } from './run_series';
import { errorText } from '../shared/error_text';
import '../shared/page.css';
import './run.css';

const api = vsCodeApi();
const host = new Host<RunPageContract>(api);
host.listenTo(window);
const theme = new ThemeWatch(document);
inkPage(document, theme);
let state = readState(api.getState());
let snapshot: RunSnapshot | undefined;
let page: RunPage | undefined;

const arrange = (change: Partial<typeof state>) => {
  state = { ...state, ...change };
  api.setState(state);
};
const current = (): RunSnapshot => {
  if (!snapshot) throw new Error('The page has no run yet.');
  return snapshot;
};

host.on('changed', (part) => {
  if (!snapshot || !page) return;
  snapshot = { ...snapshot, ...part };
  page.update(snapshot);
});
host.on('gone', ({ message }) => document.body.replaceChildren(pageMessage(message)));
void begin();

async function begin(): Promise<void> {
  try {
    const reply = await host.request('ready', {});
    ({ snapshot } = reply);
    arrange({ address: reply.address });
    page = new RunPage(
      {
        host, theme, arrange, snapshot: current, state: () => state, fail: showFailure, group: new ChartGroup(),
        series: runSeries(host, () => current().row.startMs), openTab: (id) => page?.openTab(id),
      },
      state.tab,
    );
    document.body.replaceChildren(page.element);
  } catch (error) {
    document.body.replaceChildren(pageMessage(errorText(error), () => void begin()));
  }
}
