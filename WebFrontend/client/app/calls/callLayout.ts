import { useSyncExternalStore } from 'react';
import { Store } from '../../sdk/events/store';

/** A docked call is a small window over the page, so that the user can look things up meanwhile. */
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
