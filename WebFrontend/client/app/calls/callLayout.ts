import { useSyncExternalStore } from 'react';
import { Store } from '../../sdk/events/store';

/** Docked, the call is a small window over the page, so that people can be looked up meanwhile. */
const docked = new Store(false);

export function setDocked(value: boolean): void {
  docked.set(value);
}

export function useCallLayout(): { docked: boolean } {
  const value = useSyncExternalStore(
    (changed) => docked.subscribe(changed),
    () => docked.get(),
  );
  return { docked: value };
}
