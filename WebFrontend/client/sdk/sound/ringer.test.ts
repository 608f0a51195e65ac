import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ringing } from '../testing/calls';
import { pageTimers } from '../time/timers';
import type { CallView } from '../state/relation';
import { inOneTab } from './audibleTab';
import { Ringer } from './ringer';
import { incomingTone, outgoingTone, type Tone } from './tones';

/** The lock manager of a browser, shared by its tabs. */
class FakeLocks {
  private held = false;
  private readonly waiting: (() => void)[] = [];

  request(_: string, { signal }: { signal: AbortSignal }, work: () => Promise<void> | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = () => {
        if (signal.aborted) {
          this.next();
          return;
        }
        this.held = true;
        void Promise.resolve(work()).then(() => {
          this.held = false;
          resolve();
          this.next();
        });
      };
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      if (this.held) this.waiting.push(run);
      else run();
    });
  }

  private next(): void {
    this.waiting.shift()?.();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('inOneTab', () => {
  it('sounds in one tab, then in the next when that one is closed', async () => {
    const playing = new Set<string>();
    const tab = (name: string) =>
      inOneTab('ring', pageTimers, () => {
        playing.add(name);
        return () => playing.delete(name);
      });
    const first = tab('first');
    const second = tab('second');
    await vi.advanceTimersByTimeAsync(0);
    expect([...playing]).toEqual(['first']);
    first();
    await vi.advanceTimersByTimeAsync(0);
    expect([...playing]).toEqual(['second']);
    second();
    expect([...playing]).toEqual([]);
  });

  it('never starts a sound that was ended while it waited', async () => {
    const sound = vi.fn(() => () => undefined);
    const first = inOneTab('ring', pageTimers, () => () => undefined);
    inOneTab('ring', pageTimers, sound)();
    first();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sound).not.toHaveBeenCalled();
  });
});

describe('Ringer', () => {
  const view = (change: Partial<CallView> = {}): CallView => ({
    callId: 'call-1',
    phase: 'incoming',
    media: 'audio',
    peer: { userId: 'alice', displayName: 'Alice' },
    call: ringing(),
    answering: false,
    ...change,
  });

  it.each<[string, CallView | undefined, Tone | undefined]>([
    ['an incoming call', view(), incomingTone],
    ['an outgoing call', view({ phase: 'outgoing' }), outgoingTone],
    ['a call being answered', view({ answering: true }), undefined],
    ['a call in progress', view({ phase: 'active' }), undefined],
    ['no call', undefined, undefined],
  ])('plays for %s', async (_, shown, tone) => {
    let playing: Tone | undefined;
    const ringer = new Ringer({ loop: (started) => ((playing = started), () => (playing = undefined)) }, pageTimers);
    ringer.follow(shown);
    ringer.follow(shown);
    await vi.advanceTimersByTimeAsync(0);
    expect(playing).toBe(tone);
    ringer.follow(undefined);
    expect(playing).toBeUndefined();
  });
});
