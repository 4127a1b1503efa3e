import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { NotebookSession, testKernels } from './notebook_session';
import { eventually } from './extension_under_test';

describe('the notebook kernel of these tests', function () {
  this.timeout(30_000);
  let session: NotebookSession;

  afterEach(() => session.close());

  it('runs cells on a real ipykernel', async () => {
    session = await NotebookSession.open('kernel.ipynb', 'import IPython\nx = 20', 'print(x)\nx + 1', '1 / 0');
    await session.run(0, 1, 2);
    assert.equal(session.outputOf(1), '20\n21');
    assert.match(session.outputOf(2), /ZeroDivisionError/);
    assert.deepEqual(session.notebook.getCells().map(({ executionSummary }) => executionSummary?.success), [true, true, false]);
    assert.deepEqual(session.notebook.getCells().map(({ executionSummary }) => executionSummary?.executionOrder), [1, 2, 3]);
  });

  it('is given to others only once a cell has run, and runs their code without counting it', async () => {
    session = await NotebookSession.open('given.ipynb', 'x = 1', 'print(x)');
    const { kernels } = await testKernels();
    assert.equal(await kernels.getKernel(session.uri), undefined);
    await session.run(0);
    const kernel = await kernels.getKernel(session.uri);
    assert.ok(kernel);
    const said: string[] = [];
    for await (const { items } of kernel.executeCode('x = 5; print("from code")', new vscode.CancellationTokenSource().token)) {
      said.push(...items.map(({ data }) => new TextDecoder().decode(data)));
    }
    await session.run(1);
    assert.deepEqual([said.join(''), session.outputOf(1), session.notebook.cellAt(1).executionSummary?.executionOrder], ['from code\n', '5\n', 2]);
  });

  it('can be interrupted, restarted, and killed', async () => {
    session = await NotebookSession.open('ends.ipynb', 'import time\nprint("on", flush=True)\ntime.sleep(60)', 'y = 1');
    await session.start(0);
    await eventually(() => session.outputOf(0).includes('on'));
    await session.interrupt(0);
    await session.ended(0);
    assert.match(session.outputOf(0), /KeyboardInterrupt/);
    await session.restart();
    await session.run(1);
    assert.equal(session.notebook.cellAt(1).executionSummary?.executionOrder, 1);
    await session.start(0);
    session.kernel.kill(session.uri);
    await session.ended(0);
    assert.equal(session.notebook.cellAt(0).executionSummary?.success, false);
  });
});
