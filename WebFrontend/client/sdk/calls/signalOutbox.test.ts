import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CallError } from '../contract/errors';
import type { OutgoingSignal } from '../contract/model';
import { pageTimers } from '../time/timers';
import { SignalOutbox } from './signalOutbox';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const signal = (payload: string, generation = 1, to = 'bob'): OutgoingSignal => ({ callId: 'c', to, type: 'ice', payload, generation });

function outbox(send: (signal: OutgoingSignal) => Promise<unknown>, isLive = () => true) {
  const sent: string[] = [];
  const box = new SignalOutbox(
    pageTimers,
    async (one) => {
      await send(one);
      sent.push(one.payload);
    },
    isLive,
  );
  return { box, sent };
}

it('keeps the order through a lost connection', async () => {
  let failures = 2;
  const { box, sent } = outbox(() => (failures-- > 0 ? Promise.reject(new CallError('unreachable', '')) : Promise.resolve()));
  for (const payload of ['a', 'b', 'c']) box.put(signal(payload));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toEqual(['a', 'b', 'c']);
});

it('drops a refused signal and carries on', async () => {
  const { box, sent } = outbox(({ payload }) => (payload === 'a' ? Promise.reject(new CallError('too_large', '')) : Promise.resolve()));
  box.put(signal('a'));
  box.put(signal('b'));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['b']);
});

it('drops signals of an older generation and of a call that is over', async () => {
  const live = { value: true };
  const { box, sent } = outbox(() => (live.value ? Promise.reject(new CallError('unavailable', '')) : Promise.resolve()), () => live.value);
  box.put(signal('old', 1));
  box.put(signal('new', 2));
  live.value = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual([]);
});

it('waits as long as it is told to', async () => {
  let refused = false;
  const { box, sent } = outbox(() => {
    if (refused) return Promise.resolve();
    refused = true;
    return Promise.reject(new CallError('rate_limited', '', 3));
  });
  box.put(signal('a'));
  await vi.advanceTimersByTimeAsync(2_900);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent).toEqual(['a']);
});

it('keeps signals when the link to somebody else reaches a new generation', async () => {
  let reachable = false;
  const { box, sent } = outbox(() => (reachable ? Promise.resolve() : Promise.reject(new CallError('unavailable', ''))));
  box.put(signal('to bob', 1));
  box.put(signal('to carol', 2, 'carol'));
  reachable = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual(['to bob', 'to carol']);
});
