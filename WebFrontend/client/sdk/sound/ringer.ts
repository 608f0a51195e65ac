import type { Unsubscribe } from '../events/emitter';
import type { CallView } from '../state/relation';
import type { Timers } from '../time/timers';
import { inOneTab } from './audibleTab';
import type { TonePlayer } from './player';
import { incomingTone, outgoingTone } from './tones';

/** Rings while the server says that a call is ringing, and not a moment longer. */
export class Ringer {
  private playing: { key: string; stop: Unsubscribe } | undefined;

  constructor(
    private readonly player: Pick<TonePlayer, 'loop'>,
    private readonly timers: Timers,
  ) {}

  follow(view: CallView | undefined): void {
    const key = keyOf(view);
    if (this.playing?.key === key) return;
    this.playing?.stop();
    this.playing = key && view ? { key, stop: this.ring(view) } : undefined;
  }

  private ring(view: CallView): Unsubscribe {
    if (view.phase === 'outgoing') return this.player.loop(outgoingTone);
    return inOneTab('orleansCalls.ring', this.timers, () => this.player.loop(incomingTone));
  }
}

function keyOf(view: CallView | undefined): string | undefined {
  if (!view?.call || view.answering || view.phase === 'active') return undefined;
  return `${view.phase} ${view.callId}`;
}
