import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageTimers } from '../time/timers';
import { WatchList } from './watchList';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells once of many changes, and counts everybody who watches', async () => {
  const tell = vi.fn();
  const list = new WatchList(pageTimers, tell);
  const leave = list.add(['a', 'b']);
  list.add(['b', 'c']);
  await vi.advanceTimersByTimeAsync(60);
  expect(tell.mock.calls).toEqual([[['a', 'b', 'c']]]);

  leave();
  leave();
  await vi.advanceTimersByTimeAsync(60);
  expect(list.userIds).toEqual(['b', 'c']);
});
