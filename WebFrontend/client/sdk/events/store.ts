import type { Unsubscribe } from './emitter';

type Subscriber<T> = (next: T, previous: T) => void;

/** An immutable value that notifies its subscribers of every replacement, in order. */
export class Store<T> {
  private readonly subscribers = new Set<Subscriber<T>>();
  private readonly changes: [next: T, previous: T][] = [];
  private telling = false;

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(next: T): void {
    if (Object.is(next, this.value)) return;
    this.changes.push([next, this.value]);
    this.value = next;
    if (this.telling) return;

    this.telling = true;
    try {
      for (let change = this.changes.shift(); change; change = this.changes.shift()) {
        for (const subscriber of [...this.subscribers]) subscriber(...change);
      }
    } finally {
      this.telling = false;
    }
  }

  subscribe(subscriber: Subscriber<T>): Unsubscribe {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }
}
