import type { Signal } from '../contract/model';

const limit = 512;

/** Lets each signal through once, and holds those from senders to whom there is no link yet. */
export class SignalInbox {
  private readonly seen = new Set<string>();
  private held: Signal[] = [];
  private readonly highest = new Map<string, number>();

  /** False for a repeated signal. */
  admit(signal: Signal): boolean {
    const key = `${signal.callId} ${signal.seq}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    if (this.seen.size > limit) this.seen.delete(this.seen.values().next().value ?? '');
    this.highest.set(signal.callId, Math.max(this.lastSeq(signal.callId), signal.seq));
    return true;
  }

  hold(signal: Signal): void {
    this.held.push(signal);
    if (this.held.length > limit) this.held.shift();
  }

  /** Takes the signals held for this call from this sender. */
  take(callId: string, from: string): Signal[] {
    const wanted = (signal: Signal) => signal.callId === callId && signal.from === from;
    const taken = this.held.filter(wanted);
    this.held = this.held.filter((signal) => !wanted(signal));
    return taken;
  }

  lastSeq(callId: string): number {
    return this.highest.get(callId) ?? 0;
  }

  forget(callId: string): void {
    this.held = this.held.filter((signal) => signal.callId !== callId);
    this.highest.delete(callId);
  }
}
