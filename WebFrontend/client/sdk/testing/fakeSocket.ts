import type { HubEvents } from '../contract/hub';
import type { Socket } from '../transport/socket';

type Answer = (...args: never[]) => unknown;

/** A server that accepts, refuses or ignores connections, and answers hub methods as told. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  /** What happens to the next attempts to connect. */
  mode: 'accept' | 'refuse' | 'hang' = 'accept';
  readonly answers = new Map<string, Answer>();
  readonly heard: { method: string; args: unknown[] }[] = [];
  /** Sent first on every connection. */
  greeting: (() => HubEvents['Snapshot']) | undefined;

  readonly open = (): Socket => {
    const socket = new FakeSocket(this);
    this.sockets.push(socket);
    return socket;
  };

  get current(): FakeSocket | undefined {
    return this.sockets.findLast((socket) => socket.live);
  }

  answer(method: string, answer: Answer): void {
    this.answers.set(method, answer);
  }

  send<Name extends keyof HubEvents>(name: Name, payload: HubEvents[Name]): void {
    this.current?.deliver(name, payload);
  }

  said(method: string): unknown[][] {
    return this.heard.filter((entry) => entry.method === method).map((entry) => entry.args);
  }

  /** As `kill -9`. */
  die(): void {
    this.mode = 'refuse';
    this.current?.breakOff();
  }
}

export class FakeSocket implements Socket {
  live = false;
  /** The network silently drops everything. */
  deaf = false;
  private readonly handlers = new Map<string, (payload: never) => void>();
  private closed: ((error?: Error) => void) | undefined;

  constructor(private readonly server: FakeServer) {}

  async start(): Promise<void> {
    await Promise.resolve();
    if (this.server.mode === 'refuse') throw new Error('connect ECONNREFUSED');
    if (this.server.mode === 'hang') await new Promise(() => undefined);
    this.live = true;
    const snapshot = this.server.greeting?.();
    if (snapshot) this.deliver('Snapshot', snapshot);
  }

  stop(): Promise<void> {
    this.live = false;
    return Promise.resolve();
  }

  async invoke(method: string, ...args: unknown[]): Promise<unknown> {
    await Promise.resolve();
    if (!this.live) throw new Error("Cannot send data if the connection is not in the 'Connected' State.");
    if (this.deaf) return new Promise(() => undefined);
    this.server.heard.push({ method, args });
    const answer = this.server.answers.get(method);
    return answer ? await answer(...(args as never[])) : undefined;
  }

  on(event: string, handler: (payload: never) => void): void {
    this.handlers.set(event, handler);
  }

  onclose(handler: (error?: Error) => void): void {
    this.closed = handler;
  }

  deliver(name: string, payload: unknown): void {
    this.handlers.get(name)?.(payload as never);
  }

  breakOff(error?: Error): void {
    this.live = false;
    this.closed?.(error);
  }
}

/** What SignalR's client makes of a `HubException`. */
export function hubError(message: string): Error {
  return new Error(`An unexpected error occurred invoking 'X' on the server. HubException: ${message}`);
}
