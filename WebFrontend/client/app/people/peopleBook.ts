import type { CallClient } from '../../sdk';
import { Store } from '../../sdk/events/store';
import { PeopleList, type PeopleState } from './peopleList';

/** After so long a list that is come back to is loaded anew, in milliseconds. */
const freshMs = 5 * 60_000;

const nothing: PeopleState = { items: [], status: 'loading', next: undefined };

/** The list of people as it was left: coming back to the page finds what was searched for and the same place in it. */
export class PeopleBook {
  readonly state = new Store(nothing);
  /** How far the page was scrolled when it was left. */
  scrollY = 0;
  private loadedAt = 0;
  private list: PeopleList | undefined;

  constructor(private readonly client: CallClient) {
    // Whoever signs in next is to see nothing of it.
    client.subscribe(() => {
      if (client.state.connection === 'idle' && this.list) this.close();
    });
  }

  /** What was searched for last. */
  get search(): string {
    return this.list?.search ?? '';
  }

  /** Shows the people found by a search; what is shown stays until there is something else to show. */
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

  /** Tries again after a failure. */
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
