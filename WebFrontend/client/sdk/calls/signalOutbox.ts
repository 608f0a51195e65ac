import { CallError } from '../contract/errors';
import type { OutgoingSignal } from '../contract/model';
import { sleep, type Timers } from '../time/timers';

/** Sends signals in order, waiting out lost connections while the call is live. */
export class SignalOutbox {
  private queue: OutgoingSignal[] = [];
  private busy = false;

  constructor(
    private readonly timers: Timers,
    private readonly send: (signal: OutgoingSignal) => Promise<unknown>,
    private readonly isLive: (callId: string) => boolean,
  ) {}

  put(signal: OutgoingSignal): void {
    // Signals of an abandoned peer connection need not be sent any more.
    const abandoned = ({ callId, to, generation }: OutgoingSignal) =>
      callId === signal.callId && to === signal.to && generation < signal.generation;
    this.queue = this.queue.filter((waiting) => !abandoned(waiting));
    this.queue.push(signal);
    if (!this.busy) void this.drain();
  }

  private async drain(): Promise<void> {
    this.busy = true;
    for (let signal = this.queue[0]; signal; signal = this.queue[0]) {
      if (!this.isLive(signal.callId)) {
        this.drop(signal);
        continue;
      }
      try {
        await this.send(signal);
        this.drop(signal);
      } catch (error) {
        const wait = waitOf(error);
        if (wait === undefined) this.drop(signal);
        else await sleep(this.timers, wait);
      }
    }
    this.busy = false;
  }

  private drop(signal: OutgoingSignal): void {
    if (this.queue[0] === signal) this.queue.shift();
  }
}

/** Milliseconds until another attempt makes sense; undefined if it never will. */
function waitOf(error: unknown): number | undefined {
  if (!(error instanceof CallError)) return undefined;
  if (error.code === 'rate_limited') return (error.retryAfterSeconds ?? 1) * 1000;
  return error.transient ? 300 : undefined;
}
