import { GitError, simpleGit, type SimpleGit } from 'simple-git';
import { gitError, SAFE_CONFIG, safeEnvironment } from './safe_git';

/**
 * git for one folder with the safe options, for what is asked and answered in text. What it throws, `asGitError` tells in our words.
 * @param config more settings, as `name=value`
 */
export function gitClient(folder: string, signal?: AbortSignal, config: readonly string[] = []): SimpleGit {
  const environment = safeEnvironment();
  return simpleGit({
    baseDir: folder,
    config: [...SAFE_CONFIG, ...config],
    // Its guard refuses these settings whatever their value; ours name no program, they take them away.
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeDiffExternal: true,
      allowUnsafeFilter: true,
      allowUnsafePager: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeConfigEnvCount: true,
      allowUnsafeExec: true,
    },
    allowEnvironment: Object.keys(environment).filter((name) => name.toUpperCase().startsWith('GIT_')),
    ...(signal && { abort: signal }),
  }).env(environment);
}

/** What went wrong in a call of `gitClient`, as a TrialbookError, or as the signal's reason. */
export function asGitError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  return error instanceof GitError ? gitError(error.message) : error;
}
