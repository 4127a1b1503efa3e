import type { Plan, Step } from '../../src/pipeline/plan';
import type { Action } from './random_program';

interface Value {
  log: string[];
  held: Value[];
}

/** What each statement saw of what it used: lines like `7: a = […]`. */
export type Seen = readonly string[];

/** The disk, which all steps have in common: what was written to a path, or below it. */
class Disk {
  private readonly written = new Map<string, string>();

  write(path: string, text: string): void {
    this.written.set(path, text);
  }

  read(path: string): string {
    return JSON.stringify([...this.written].filter(([other]) => other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`)).sort());
  }
}

/** One Python process: its variables and the state of its generator. */
class Process {
  readonly variables = new Map<string, Value>();
  generator = 'not seeded';

  constructor(
    private readonly disk: Disk,
    private readonly seen: string[],
  ) {}

  run(id: number, action: Action): void {
    switch (action.do) {
      case 'make':
        this.variables.set(action.name, { log: [`${id}`, ...action.of.map((name) => this.look(id, name))], held: [] });
        break;
      case 'alias': {
        this.look(id, action.of);
        const value = this.variables.get(action.of);
        if (value) this.variables.set(action.name, value);
        break;
      }
      case 'hold':
        for (const name of action.of) this.look(id, name);
        this.variables.set(action.name, { log: [`${id}`], held: action.of.flatMap((name) => this.variables.get(name) ?? []) });
        break;
      case 'change':
        this.look(id, action.name);
        this.variables.get(action.name)?.log.push(`${id}`);
        break;
      case 'perhaps make':
        if (action.happens) this.variables.set(action.name, { log: [`${id}`], held: [] });
        break;
      case 'delete':
        this.variables.delete(action.name);
        break;
      case 'show':
        for (const name of action.of) this.look(id, name);
        break;
      case 'read':
        this.seen.push(`${id}: ${action.path} = ${this.disk.read(action.path)}`);
        this.variables.set(action.name, { log: [`${id}`, this.disk.read(action.path)], held: [] });
        break;
      case 'write':
        this.disk.write(action.path, this.look(id, action.of));
        break;
      case 'seed':
        this.generator = `${id}`;
        break;
      case 'draw':
        this.generator += ` ${id}`;
        this.seen.push(`${id}: generator = ${this.generator}`);
        this.variables.set(action.name, { log: [`${id}`, this.generator], held: [] });
        break;
    }
  }

  private look(id: number, name: string): string {
    const value = this.variables.get(name);
    const text = value ? JSON.stringify(value) : 'not bound';
    this.seen.push(`${id}: ${name} = ${text}`);
    return text;
  }
}

/** The statements as the notebook runs them, in one process from first to last. */
export function runAsNotebook(actions: readonly Action[]): Seen {
  const seen: string[] = [];
  const process = new Process(new Disk(), seen);
  process.variables.set('p', { log: ['parameter'], held: [] });
  for (const [id, action] of actions.entries()) process.run(id, action);
  return seen.sort();
}

/**
 * The steps as a runner runs them: each in its own process, as soon as those before it are done, several at a time with their
 * statements in any mixture; what flows is stored and read back, group by group.
 */
export function runAsPipeline(plan: Plan, actions: readonly Action[], random: () => number): Seen {
  const seen: string[] = [];
  const disk = new Disk();
  const stored = new Map<string, { groups: Map<string, Map<string, Value>>; generator: string }>();
  const waiting = new Set(plan.steps);
  const running: { step: Step; process: Process; left: number[] }[] = [];
  while (waiting.size + running.length > 0) {
    const ready = [...waiting].filter((step) => dependencies(step).every((id) => stored.has(id)));
    if (ready.length === 0 && running.length === 0) throw new Error('the steps wait for each other');
    if (ready.length > 0 && (running.length === 0 || random() < 0.5)) {
      const step = ready[Math.floor(random() * ready.length)] as Step;
      waiting.delete(step);
      running.push({ step, process: begin(step), left: [...step.units] });
      continue;
    }
    const at = Math.floor(random() * running.length);
    const current = running[at];
    const id = current?.left.shift();
    if (current && id !== undefined) current.process.run(id, actions[id] as Action);
    else if (current) {
      stored.set(current.step.id, { groups: outputsOf(current.step, current.process), generator: current.process.generator });
      running.splice(at, 1);
    }
  }
  return seen.sort();

  function begin(step: Step): Process {
    const process = new Process(disk, seen);
    const read = new Map<string, Map<string, Value>>();
    for (const { name, from, optional } of step.inputs) {
      const group = plan.steps.find(({ id }) => id === from)?.outputs.find((output) => output.name === name)?.group ?? '';
      const file = `${from}/${group}`;
      const values = read.get(file) ?? structuredClone(stored.get(from)?.groups.get(group) ?? new Map<string, Value>());
      read.set(file, values);
      const value = values.get(name);
      if (value) process.variables.set(name, value);
      else if (!optional) throw new Error(`${step.id} lacks ${name}`);
    }
    for (const name of step.parameters) process.variables.set(name, { log: ['parameter'], held: [] });
    for (const { from } of step.random) if (from !== null) process.generator = stored.get(from)?.generator ?? 'lost';
    return process;
  }
}

function dependencies({ inputs, random, after }: Step): string[] {
  return [...inputs.map(({ from }) => from), ...random.flatMap(({ from }) => from ?? []), ...after];
}

function outputsOf({ id, outputs }: Step, { variables }: Process): Map<string, Map<string, Value>> {
  const groups = new Map<string, Map<string, Value>>();
  for (const { name, group, certain } of outputs) {
    const value = variables.get(name);
    if (certain && !value) throw new Error(`${id} ends without ${name}`);
    const values = groups.get(group) ?? new Map<string, Value>();
    if (value) values.set(name, value);
    groups.set(group, values);
  }
  // What is stored is what it was then, whatever its process does later.
  return new Map([...groups].map(([group, values]) => [group, structuredClone(values)]));
}
