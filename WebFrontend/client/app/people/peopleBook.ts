import type { CallClient } from '../../sdk';
import { Store } from '../../sdk/events/store';
import { PeopleList, type PeopleState } from './peopleList';

/** A list older than this is reloaded when the user comes back to it, in milliseconds. */
const freshMs = 5 * 60_000;

const nothing: PeopleState = { items: [], status: 'loading', next: undefined };

/** Keeps the list of people as the user left it: the search and the scroll position. */
export class PeopleBook {
  readonly state = new Store(nothing);
  /** The scroll position when the page was left. */
  scrollY = 0;
  private loadedAt = 0;
  private list: PeopleList | undefined;

  constructor(private readonly client: CallClient) {
    // The next user to sign in must not see it.
    client.subscribe(() => {
      if (client.state.connection === 'idle' && this.list) this.close();
    });
  }

  /** The last search. */
  get search(): string {
    return this.list?.search ?? '';
  }

  /** Searches for people; the old list stays until there is a new one. */
  open(search: string): void {
    if (this.list?.search === search && Date.now() - this.loadedAt < freshMs) return;
    this.loadedAt = Date.now();
    this.scrollY = 0;
    this.list?.close();
    const list = new PeopleList(this.client.api, search);
    this.list = list;
    list.state.subscribe((next) => {
      if (list !== this.list) return;
      const waits = next.next === undefined && next.status === 'loading';
      this.state.set(waits ? { ...this.state.get(), status: 'loading' } : next);
    });
    list.start();
  }

  more(): void {
    this.list?.more();
  }

  /** Retries after a failure. */
  retry(): void {
    this.list?.retry();
  }

  private close(): void {
    this.list?.close();
    this.list = undefined;
    this.scrollY = 0;
    this.state.set(nothing);
  }
}

const books = new WeakMap<CallClient, PeopleBook>();

export function peopleBookOf(client: CallClient): PeopleBook {
  const known = books.get(client);
  if (known) return known;
  const book = new PeopleBook(client);
  books.set(client, book);
  return book;
}
