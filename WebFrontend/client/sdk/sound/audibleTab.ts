import type { Unsubscribe } from '../events/emitter';
import type { Timers } from '../time/timers';

/** Head start of the tab the user is looking at, in milliseconds. */
const courtesyMs = 150;

/**
 * Runs `sound` in only one tab of the browser (FEATURES N2), and in another when that one is closed.
 * Returns a function that ends it; `sound` returns one that stops the sound.
 */
export function inOneTab(name: string, timers: Timers, sound: () => Unsubscribe): Unsubscribe {
  let over = false;
  let silence: Unsubscribe | undefined;
  let release: (() => void) | undefined;
  const waiting = new AbortController();

  const begin = () => {
    silence = sound();
  };
  const compete = () => {
    if (over) return;
    const locks = globalThis.navigator.locks as LockManager | undefined;
    if (!locks) {
      begin();
      return;
    }
    locks
      .request(name, { signal: waiting.signal }, () => {
        if (over) return undefined;
        begin();
        return new Promise<void>((resolve) => (release = resolve));
      })
      .catch(() => undefined);
  };

  const hidden = typeof document !== 'undefined' && document.hidden;
  const cancel = hidden ? timers.after(courtesyMs, compete) : undefined;
  if (!hidden) compete();

  return () => {
    over = true;
    cancel?.();
    waiting.abort();
    silence?.();
    release?.();
  };
}
