import { CallError, fromHubError } from '../contract/errors';
import { hubEventNames, type HubEvent } from '../contract/hub';
import { sleep, within, type Cancel, type Timers } from '../time/timers';
import { attemptLimitMs, backoff } from './backoff';
import type { Socket } from './socket';

/** `signed_out` is final until {@link Connection.start} is called again. */
export type ConnectionStatus = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'signed_out';

export interface ConnectionOptions {
  open: () => Socket;
  timers: Timers;
  onEvent: (event: HubEvent) => void;
  onStatus: (status: ConnectionStatus) => void;
  /** Asked after a failed attempt, as a WebSocket does not reveal a 401. */
  isSignedOut: () => Promise<boolean>;
  random?: () => number;
}

/** A hub connection that never stops reconnecting. */
export class Connection {
  private socket: Socket | undefined;
  private status: ConnectionStatus = 'idle';
  private readonly waiting = new Set<() => void>();
  private cancelPlanned: Cancel | undefined;
  /** How long the server asked us to stay away, in milliseconds. */
  private pauseMs = 0;
  /** Rises with every start and stop, so that loops from before end themselves. */
  private life = 0;

  constructor(private readonly options: ConnectionOptions) {}

  start(): void {
    if (this.status !== 'idle' && this.status !== 'signed_out') return;
    this.life++;
    void this.connect('connecting', 0);
  }

  stop(): void {
    this.life++;
    this.drop();
    this.become('idle');
  }

  /** Abandons the current socket as dead and reconnects at once. */
  reconnect(): void {
    if (this.status !== 'connected') return;
    this.drop();
    void this.connect('reconnecting', 0);
  }

  /** Leaves a draining server at a random moment within `afterMs` milliseconds. */
  reconnectWithin(afterMs: number): void {
    this.cancelPlanned?.();
    this.cancelPlanned = this.options.timers.after(this.random() * afterMs, () => this.reconnect());
  }

  /** @throws {CallError} with the server's code, or `unreachable` when there is no connection or it broke meanwhile. */
  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    const { socket } = this;
    if (!socket || this.status !== 'connected') throw new CallError('unreachable', 'There is no connection to the server.');
    try {
      return (await socket.invoke(method, ...args)) as T;
    } catch (error) {
      throw fromHubError(error);
    }
  }

  /** Resolves as soon as there is a connection. */
  whenConnected(): Promise<void> {
    if (this.status === 'connected') return Promise.resolve();
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  /** Waits before the next attempt, at least as long as the server asked for. */
  private pause(failed: number): Promise<void> {
    const ms = Math.max(this.pauseMs, backoff(failed, this.random));
    this.pauseMs = 0;
    return sleep(this.options.timers, ms);
  }

  private async connect(status: ConnectionStatus, firstAttempt: number): Promise<void> {
    const { life } = this;
    this.become(status);

    if (firstAttempt > 0) await this.pause(firstAttempt - 1);
    for (let failed = firstAttempt; life === this.life; failed++) {
      if ((await this.attempt(life)) || life !== this.life) return;
      // No longer than the pause itself: a server that is going away may never answer.
      const pause = this.pause(failed);
      const signedOut = await Promise.race([this.options.isSignedOut().catch(() => false), pause.then(() => false)]);
      if (life !== this.life) return;
      if (signedOut) {
        this.become('signed_out');
        return;
      }
      await pause;
    }
  }

  private async attempt(life: number): Promise<boolean> {
    const socket = this.options.open();
    for (const name of hubEventNames) {
      socket.on(name, (payload: never) => {
        if (life === this.life) this.options.onEvent({ name, payload });
      });
    }

    const closed = new AbortController();
    socket.onclose((error) => {
      closed.abort();
      const wait = error && fromHubError(error).retryAfterSeconds;
      if (wait && life === this.life) this.pauseMs = wait * 1_000;
      if (this.socket === socket) this.lost();
    });
    try {
      await within(this.options.timers, attemptLimitMs, socket.start(), () => new Error('The server did not answer.'));
    } catch {
      void socket.stop().catch(() => undefined);
      return false;
    }

    if (closed.signal.aborted || life !== this.life) {
      void socket.stop().catch(() => undefined);
      return false;
    }
    this.socket = socket;
    this.become('connected');
    return true;
  }

  private lost(): void {
    this.socket = undefined;
    this.cancelPlanned?.();
    void this.connect('reconnecting', 1);
  }

  private drop(): void {
    const { socket } = this;
    this.socket = undefined;
    this.cancelPlanned?.();
    void socket?.stop().catch(() => undefined);
  }

  private become(status: ConnectionStatus): void {
    if (status === this.status) return;
    this.status = status;
    this.options.onStatus(status);
    if (status !== 'connected') return;
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  private readonly random = (): number => (this.options.random ?? Math.random)();
}
