// Brings everything that starting, testing and packaging need; says what it installs, and does nothing the second time.
import { ensurePythonEnvironment } from './setup/python_environment.mjs';
import { makeReady } from './setup/ready.mjs';

await makeReady('git', 'python', 'editor', 'chromium');
await ensurePythonEnvironment();
const { ensureBrowserEditor, ensureEditor } = await import('./setup/editor.mjs');
await ensureEditor();
await ensureBrowserEditor();
