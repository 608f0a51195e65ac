import { CallError } from '../contract/errors';
import type { Snapshot } from '../contract/model';
import { relationOf } from '../state/relation';
import { sleep } from '../time/timers';
import type { Commands } from './commands';
import type { Core } from './core';

/** Catches up on what was missed without a connection. */
export class Resync {
  constructor(
    private readonly core: Core,
    private readonly commands: Commands,
  ) {}

  handleSnapshot(snapshot: Snapshot, now: number): void {
    const { dispatch, media, state } = this.core;
    dispatch({ type: 'snapshot', snapshot, receivedAt: now });
    for (const callId of state.get().calls.keys()) {
      this.commands.leaveAgain(callId);
      if (callId !== snapshot.call?.callId) void this.learnEnd(callId);
    }
    const { me, deviceId } = state.get();
    // Signals are for the device in the call; a ringing call has none.
    if (snapshot.call && relationOf(snapshot.call, me?.id ?? '', deviceId) === 'active') void this.fetchSignals(snapshot.call.callId);
    media.reportAgain();
    void this.learnOwnPresence(snapshot.me.id);
  }

  /** The snapshot no longer names this call: ask the server how it ended rather than guess. */
  private async learnEnd(callId: string): Promise<void> {
    const { api, dispatch, state, timers } = this.core;
    for (let attempt = 0; attempt < 5 && state.get().calls.has(callId); attempt++) {
      try {
        dispatch({ type: 'call', call: await api.call(callId) });
        return;
      } catch (error) {
        if (error instanceof CallError && !error.transient) break;
        await sleep(timers, 1_000);
      }
    }
    dispatch({ type: 'gone', callId });
  }

  private async fetchSignals(callId: string): Promise<void> {
    const { api, media } = this.core;
    try {
      const { items } = await api.signals(callId, media.lastSeq(callId));
      for (const signal of items) media.receive(signal);
    } catch {
      // The other side repeats what matters if its connection does not come up.
    }
  }

  private async learnOwnPresence(userId: string): Promise<void> {
    const { api, dispatch, state } = this.core;
    const known = () => state.get().presence.get(userId);
    const before = known();
    try {
      const presence = await api.presence(userId);
      // An event that arrived meanwhile is newer.
      if (known() === before) dispatch({ type: 'presence', presence: [presence] });
    } catch {
      // Shown as online until it changes.
    }
  }
}
