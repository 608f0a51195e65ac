import type { Api, Contact } from '../../sdk';
import { Store } from '../../sdk/events/store';
import { orderPeople, recentPeople } from './orderPeople';

/** How many people are loaded without being asked for, so that those online can be shown before the others. */
const readyCount = 1_000;

/** The largest page that the server gives. */
const pageSize = 100;

export interface PeopleState {
  items: readonly Contact[];
  status: 'loading' | 'ready' | 'failed';
  /** Where the next page begins; null when there is none, undefined before the first. */
  next: string | null | undefined;
}

type Source = Pick<Api, 'users' | 'history'>;

/**
 * The people found by a search. The first page is shown at once; the next ones are gathered and take their places together,
 * so that the list is rearranged once. What is loaded later, by scrolling, goes to the end.
 */
export class PeopleList {
  readonly state = new Store<PeopleState>({ items: [], status: 'loading', next: undefined });
  private recent: ReadonlyMap<string, string> = new Map();
  private loading: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly api: Source,
    readonly search: string,
  ) {}

  /** Loads what is shown without scrolling. */
  start(): void {
    this.run(() => this.loadFirst());
  }

  /** Goes on where it failed. */
  retry(): void {
    if (this.state.get().next) this.more();
    else this.start();
  }

  /** Loads the next page, when the end of the list comes into view. */
  more(): void {
    const { next } = this.state.get();
    if (next) this.run(() => this.loadNext(next));
  }

  /** Takes nothing more from the server. */
  close(): void {
    this.closed = true;
  }

  private run(load: () => Promise<void>): void {
    if (this.loading || this.closed) return;
    this.update({ status: 'loading' });
    this.loading = load()
      .then(
        () => this.update({ status: 'ready' }),
        () => this.update({ status: 'failed' }),
      )
      .finally(() => (this.loading = undefined));
  }

  private async loadFirst(): Promise<void> {
    const [first, calls] = await Promise.all([this.page(), this.api.history().catch(() => ({ items: [] }))]);
    this.recent = recentPeople(calls.items);
    this.show(first.items, first.next);

    let { next } = first;
    const all = [...first.items];
    while (next && all.length < readyCount && !this.closed) {
      const page = await this.page(next);
      all.push(...page.items);
      next = page.next;
    }
    if (all.length > first.items.length) this.show(all, next);
  }

  private async loadNext(cursor: string): Promise<void> {
    const page = await this.page(cursor);
    const known = new Set(this.state.get().items.map(({ user }) => user.id));
    const added = page.items.filter(({ user }) => !known.has(user.id));
    this.update({ items: [...this.state.get().items, ...orderPeople(added, this.recent)], next: page.next });
  }

  private page(cursor?: string) {
    return this.api.users(this.search, cursor, pageSize);
  }

  private show(people: readonly Contact[], next: string | null | undefined): void {
    this.update({ items: orderPeople(people, this.recent), next });
  }

  private update(change: Partial<PeopleState>): void {
    if (!this.closed) this.state.set({ ...this.state.get(), ...change });
  }
}
