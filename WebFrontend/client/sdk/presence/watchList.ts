import { CallError } from '../contract/errors';
import type { Unsubscribe } from '../events/emitter';
import type { Cancel, Timers } from '../time/timers';

/** For how long changes are gathered into one request, in milliseconds. */
const gatherMs = 50;

/** Milliseconds until a list that the server could not accept is sent again. */
const retryMs = 1_000;

/** The people whose presence this page watches, each sent to the server once, and again until it has accepted the list. */
export class WatchList {
  private readonly counts = new Map<string, number>();
  private cancelPlanned: Cancel | undefined;
  /** The server does not know the current list. */
  private stale = false;
  /** The sender in charge; each connection has its own. */
  private teller: object | undefined;

  constructor(
    private readonly timers: Timers,
    private readonly tell: (userIds: string[]) => Promise<void>,
  ) {}

  add(userIds: readonly string[]): Unsubscribe {
    for (const id of userIds) this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    this.plan(gatherMs);
    let active = true;
    return () => {
      if (!active) return;
      active = false;
      for (const id of userIds) {
        const count = (this.counts.get(id) ?? 0) - 1;
        if (count > 0) this.counts.set(id, count);
        else this.counts.delete(id);
      }
      this.plan(gatherMs);
    };
  }

  get userIds(): string[] {
    return [...this.counts.keys()];
  }

  /** Sends the list to a server that knows nothing yet. */
  startOver(): void {
    this.teller = undefined;
    void this.tellNow();
  }

  private plan(ms: number): void {
    this.cancelPlanned ??= this.timers.after(ms, () => {
      this.cancelPlanned = undefined;
      void this.tellNow();
    });
  }

  /** Sends one list at a time, so that the server cannot receive them out of order. */
  private async tellNow(): Promise<void> {
    this.stale = true;
    if (this.teller) return;
    const teller = (this.teller = {});
    while (this.stale && this.teller === teller) {
      this.stale = false;
      try {
        await this.tell(this.userIds);
      } catch (error) {
        if (error instanceof CallError && error.transient) this.plan(retryMs);
        else if (error instanceof CallError && error.code === 'rate_limited') this.plan((error.retryAfterSeconds ?? 1) * 1_000);
      }
    }
    if (this.teller === teller) this.teller = undefined;
  }
}
