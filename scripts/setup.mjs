// Brings everything that starting, testing and packaging need; says what it installs, and does nothing the second time.
import { ensureNodeModules } from './setup/node-modules.mjs';
import { continueUnderProjectNode } from './setup/project-node.mjs';
import { ensurePythonEnvironment } from './setup/python-environment.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

await ensureSystemPackages('git', 'python');
await ensureNodeModules();
await continueUnderProjectNode();
await ensurePythonEnvironment();
const { ensureBrowserEditor, ensureEditor } = await import('./setup/editor.mjs');
await ensureEditor();
await ensureBrowserEditor();
