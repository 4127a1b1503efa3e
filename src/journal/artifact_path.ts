/** An artifact's path may not lead out of the run's folder, whoever wrote the journal. */
export function isInside(path: string): boolean {
  return path !== '' && !/^[/\\]|^[a-z]:|\0/i.test(path) && !path.split(/[/\\]/).includes('..');
}
