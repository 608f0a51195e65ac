import type { Api, Contact } from '../../sdk';
import { Store } from '../../sdk/events/store';
import { orderPeople, recentPeople } from './orderPeople';

/** How many people are loaded up front, so that those online can be shown first. */
const readyCount = 1_000;

/** The server's largest page. */
const pageSize = 100;

export interface PeopleState {
  items: readonly Contact[];
  status: 'loading' | 'ready' | 'failed';
  /** The cursor of the next page; null on the last, undefined before the first. */
  next: string | null | undefined;
}

type Source = Pick<Api, 'users' | 'history'>;

/**
 * The people found by a search. The first page is shown at once; the next ones are collected and sorted in together,
 * so that the list is rearranged only once. What scrolling loads later is appended.
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

  /** Continues where it failed. */
  retry(): void {
    if (this.state.get().next) this.more();
    else this.start();
  }

  /** Loads the next page. */
  more(): void {
    const { next } = this.state.get();
    if (next) this.run(() => this.loadNext(next));
  }

  /** Ignores whatever the server still answers. */
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
