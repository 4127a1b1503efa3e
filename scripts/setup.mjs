// Brings everything that starting, testing and packaging need; says what it installs, and does nothing the second time.
import { ensureNodeModules } from './setup/node_modules.mjs';
import { continueUnderProjectNode } from './setup/project_node.mjs';
import { ensurePythonEnvironment } from './setup/python_environment.mjs';
import { ensureSystemPackages } from './setup/system_packages.mjs';

await ensureSystemPackages('git', 'python');
await ensureNodeModules();
await continueUnderProjectNode();
await ensurePythonEnvironment();
const { ensureBrowserEditor, ensureEditor } = await import('./setup/editor.mjs');
await ensureEditor();
await ensureBrowserEditor();
