import { within, type Cancel, type Timers } from '../time/timers';

/** How long an answer may take before the connection is considered dead, in milliseconds; longer than a cluster needs to heal. */
const patienceMs = 10_000;

/** The same after waking up, when a dead connection is more likely than a slow cluster. */
const wakingPatienceMs = 4_000;

export interface HeartbeatOptions {
  timers: Timers;
  beat: () => Promise<unknown>;
  /** The connection is open, but nobody answers. */
  onSilence: () => void;
}

/** Tells the server every few seconds that this device is there (FEATURES P1), and notices when nobody answers. */
export class Heartbeat {
  private cancel: Cancel | undefined;
  private intervalMs = 0;

  constructor(private readonly options: HeartbeatOptions) {}

  start(seconds: number): void {
    this.stop();
    this.intervalMs = seconds * 1000;
    this.plan();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  /** Beats at once, for instance after the machine woke up. */
  now(): void {
    if (!this.cancel) return;
    this.cancel();
    this.beat(wakingPatienceMs);
  }

  private plan(): void {
    this.cancel = this.options.timers.after(this.intervalMs, () => this.beat(patienceMs));
  }

  private beat(limitMs: number): void {
    this.plan();
    const silence = new Error('Nobody answered the heartbeat.');
    within(this.options.timers, limitMs, this.options.beat(), () => silence).catch((error: unknown) => {
      if (error === silence && this.cancel) this.options.onSilence();
    });
  }
}
