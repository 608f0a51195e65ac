import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CallError } from '../contract/errors';
import { pageTimers } from '../time/timers';
import { WatchList } from './watchList';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watchList(...answers: (() => Promise<void>)[]) {
  const tell = vi.fn<(userIds: string[]) => Promise<void>>(() => answers.shift()?.() ?? Promise.resolve());
  return { tell, list: new WatchList(pageTimers, tell) };
}

it('gathers changes into one request, and counts watchers per person', async () => {
  const { tell, list } = watchList();
  const leave = list.add(['a', 'b']);
  list.add(['b', 'c']);
  await vi.advanceTimersByTimeAsync(60);
  expect(tell.mock.calls).toEqual([[['a', 'b', 'c']]]);

  leave();
  leave();
  await vi.advanceTimersByTimeAsync(60);
  expect(list.userIds).toEqual(['b', 'c']);
});

it('sends one list at a time, and finally the newest', async () => {
  let answer: (() => void) | undefined;
  const { tell, list } = watchList(() => new Promise((resolve) => (answer = resolve)));
  list.startOver();
  list.add(['a']);
  await vi.advanceTimersByTimeAsync(60);
  list.add(['b']);
  await vi.advanceTimersByTimeAsync(60);
  expect(tell.mock.calls).toEqual([[[]]]);

  answer?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(tell.mock.calls).toEqual([[[]], [['a', 'b']]]);
});

it('does not wait for an answer from a lost connection', async () => {
  const { tell, list } = watchList(() => new Promise(() => undefined));
  list.add(['a']);
  await vi.advanceTimersByTimeAsync(60);
  list.startOver();
  expect(tell.mock.calls).toEqual([[['a']], [['a']]]);
});

it('retries a list that failed for now, and not one that was refused', async () => {
  const { tell, list } = watchList(
    () => Promise.reject(new CallError('unavailable', 'Not now.')),
    () => Promise.reject(new CallError('invalid', 'Never.')),
  );
  list.add(['a']);
  await vi.advanceTimersByTimeAsync(60);
  expect(tell).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(tell).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tell).toHaveBeenCalledTimes(2);
});

it('retries a rate-limited list when the server says so', async () => {
  const { tell, list } = watchList(() => Promise.reject(new CallError('rate_limited', 'Too many.', 3)));
  list.add(['a']);
  await vi.advanceTimersByTimeAsync(60);
  list.add(['b']);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(tell).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(tell.mock.lastCall).toEqual([['a', 'b']]);
});
