import type { Plan, StepFlow } from '../plan';

/** A plan's steps and what flows between them, as the diagram that GitHub and editors draw from Markdown. */
export function mermaid(plan: Plan): string {
  const ids = new Map(plan.steps.map(({ id }, index) => [id, `s${index + 1}`]));
  const nodes = plan.steps.map((step) => `    ${ids.get(step.id)}["${escaped(step.title)}"]`);
  const edges = [...Map.groupBy(plan.flows, ({ from, to }) => `${from} ${to}`).values()].map((flows) => {
    const [{ from, to }] = flows as [StepFlow];
    const labels = flows.map(({ subject }) => told(subject));
    const shown = labels.length > 4 ? [...labels.slice(0, 3), `and ${labels.length - 3} more`] : labels;
    const variables = flows.some(({ subject }) => !subject.includes(':'));
    return `    ${ids.get(from)} ${variables ? '-->' : '-.->'}|"${escaped(shown.join(', '))}"| ${ids.get(to)}`;
  });
  return ['```mermaid', 'flowchart TD', ...nodes, ...edges, '```'].join('\n');
}

function told(subject: string): string {
  if (subject === 'file:*') return 'files';
  if (subject.startsWith('file:')) return subject.slice('file:'.length);
  return subject.startsWith('random:') ? 'random numbers' : subject;
}

/** Text that Mermaid shows as it is: whatever could mean something to it is named by its number. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/[^\p{L}\p{N} ,._/+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
