import type { ComparisonPageContract } from '../../src/protocol/comparison_page';
import { ChartGroup } from '../shared/chart/chart_group';
import { Host } from '../shared/host';
import { inkPage } from '../shared/ink';
import { pageMessage } from '../shared/page_message';
import { ThemeWatch } from '../shared/theme';
import { showFailure } from '../shared/toast';
import { vsCodeApi } from '../shared/vscode_api';
import { ComparisonPage } from './comparison_page';
import { readComparisonState } from './comparison_state';
import { errorText } from '../shared/error_text';
import '../shared/page.css';

const api = vsCodeApi();
const host = new Host<ComparisonPageContract>(api);
host.listenTo(window);
const theme = new ThemeWatch(document);
inkPage(document, theme);
let state = readComparisonState(api.getState());

const arrange = (change: Partial<typeof state>) => {
  state = { ...state, ...change };
  api.setState(state);
};

void begin();

async function begin(): Promise<void> {
  try {
    const start = await host.request('ready', {});
    const page = new ComparisonPage({ host, theme, group: new ChartGroup(), state: () => state, arrange, fail: showFailure }, start);
    document.body.replaceChildren(page.element);
  } catch (error) {
    document.body.replaceChildren(pageMessage(errorText(error), () => void begin()));
  }
}
