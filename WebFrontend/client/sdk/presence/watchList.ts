import type { Unsubscribe } from '../events/emitter';
import type { Timers } from '../time/timers';

/** Milliseconds in which changes of what is on the screen are gathered into one request. */
const gatherMs = 50;

/** The people somebody on this page wants to see the presence of, each counted once. */
export class WatchList {
  private readonly counts = new Map<string, number>();
  private planned = false;

  constructor(
    private readonly timers: Timers,
    private readonly tell: (userIds: string[]) => void,
  ) {}

  add(userIds: readonly string[]): Unsubscribe {
    for (const id of userIds) this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    this.plan();
    let active = true;
    return () => {
      if (!active) return;
      active = false;
      for (const id of userIds) {
        const count = (this.counts.get(id) ?? 0) - 1;
        if (count > 0) this.counts.set(id, count);
        else this.counts.delete(id);
      }
      this.plan();
    };
  }

  get userIds(): string[] {
    return [...this.counts.keys()];
  }

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    this.timers.after(gatherMs, () => {
      this.planned = false;
      this.tell(this.userIds);
    });
  }
}
