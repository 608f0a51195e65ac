import { describe, expect, it } from 'vitest';
import type { Contact, Page } from '../../sdk';
import { PeopleList } from './peopleList';

/** Sorted by name, as the server does; those in `online` are online. */
function source(count: number, online: number[] = []) {
  const asked: (string | undefined)[] = [];
  const contact = (at: number): Contact => {
    const id = `u${String(at).padStart(5, '0')}`;
    return {
      user: { id, username: id, displayName: id, role: 'user' },
      presence: { userId: id, status: online.includes(at) ? 'online' : 'offline' },
    };
  };
  const api = {
    failing: false,
    users: (_search?: string, cursor?: string, limit = 50): Promise<Page<Contact>> => {
      asked.push(cursor);
      if (api.failing) return Promise.reject(new Error('503'));
      const from = Number(cursor ?? 0);
      const to = Math.min(count, from + limit);
      const items = Array.from({ length: to - from }, (_, at) => contact(from + at));
      return Promise.resolve({ items, next: to < count ? String(to) : null });
    },
    history: () => Promise.resolve({ items: [] }),
    asked,
  };
  return api;
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const ids = (list: PeopleList) => list.state.get().items.map(({ user }) => user.id);

describe('a list of people', () => {
  it('shows the first page at once, then rearranges itself once with online people first', async () => {
    const list = new PeopleList(source(1_000, [700]), '');
    const shown: string[][] = [];
    list.state.subscribe((state) => shown.push(state.items.map(({ user }) => user.id)));
    list.start();
    await settled();
    expect(new Set(shown.filter((items) => items.length > 0).map((items) => items.join(' '))).size).toBe(2);
    expect(ids(list)).toHaveLength(1_000);
    expect(ids(list)[0]).toBe('u00700');
    expect(list.state.get().status).toBe('ready');
  });

  it('appends the rest of ten thousand on request, each person once', async () => {
    const api = source(10_000, [9_999]);
    const list = new PeopleList(api, '');
    list.start();
    await settled();
    const before = ids(list);
    expect(before).toHaveLength(1_000);
    while (list.state.get().next) {
      list.more();
      list.more();
      await settled();
    }
    expect(ids(list).slice(0, 1_000)).toEqual(before);
    expect(new Set(ids(list)).size).toBe(10_000);
    expect(api.asked).toHaveLength(100);
  });

  it('reports a failure and can be retried', async () => {
    const api = source(10);
    api.failing = true;
    const list = new PeopleList(api, '');
    list.start();
    await settled();
    expect(list.state.get().status).toBe('failed');
    api.failing = false;
    list.retry();
    await settled();
    expect(ids(list)).toHaveLength(10);
  });

  it('ignores answers once closed', async () => {
    const list = new PeopleList(source(10), '');
    list.start();
    list.close();
    await settled();
    expect(ids(list)).toEqual([]);
  });
});
