import type { Ask, EventMessage, EventName, PageContract, Reply, ReplyError, ReplyMessage, RequestMessage, RequestName } from '../../src/protocol/channel';
import { fromWire } from '../../src/protocol/wire';

/** What `acquireVsCodeApi` gives a page, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** A request that the host refused or could not do, or that it did not answer in time. */
export class RequestError extends Error {
  constructor(readonly reply: ReplyError) {
    super(reply.message);
    this.name = 'RequestError';
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: RequestError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The page's end of the channel to its host: requests that always end, and the events it was told of. */
export class Host<C extends PageContract> {
  private next = 1;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, ((value: never) => void)[]>();

  /** @param patienceMs after which a request without a reply is given up */
  constructor(
    private readonly api: Pick<VsCodeApi, 'postMessage'>,
    private readonly patienceMs = 30_000,
  ) {}

  /** Takes the messages that arrive in a window. */
  listenTo(window: Pick<Window, 'addEventListener'>): void {
    window.addEventListener('message', (event) => this.receive(event.data));
  }

  request<K extends RequestName<C>>(name: K, ask: Ask<C, K>): Promise<Reply<C, K>> {
    const request = this.next++;
    return new Promise<Reply<C, K>>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(request);
        reject(new RequestError({ code: 'timed-out', message: 'VS Code did not answer in time. Try again.', details: {} }));
      }, this.patienceMs);
      this.waiting.set(request, { resolve: resolve as (value: unknown) => void, reject, timer });
      const message: RequestMessage = { request, name, ask };
      this.api.postMessage(message);
    });
  }

  on<K extends EventName<C>>(event: K, listener: (value: C['events'][K]) => void): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  receive(data: unknown): void {
    if (typeof data !== 'object' || data === null) return;
    if ('reply' in data) this.settle(data as ReplyMessage);
    else if ('event' in data) this.tell(data as EventMessage);
  }

  private settle(message: ReplyMessage): void {
    const waiting = this.waiting.get(message.reply);
    if (!waiting) return;
    this.waiting.delete(message.reply);
    clearTimeout(waiting.timer);
    if (message.ok) waiting.resolve(fromWire(message.value));
    else waiting.reject(new RequestError(message.error));
  }

  private tell({ event, value }: EventMessage): void {
    const decoded = fromWire(value) as never;
    for (const listener of this.listeners.get(event) ?? []) listener(decoded);
  }
}
