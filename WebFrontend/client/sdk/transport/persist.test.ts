import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError } from '../contract/errors';
import { pageTimers } from '../time/timers';
import { persist, type Reachable } from './persist';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function reachable(...answers: (string | Error)[]): Reachable & { asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    whenConnected: () => Promise.resolve(),
    invoke: <T>() => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      return (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)) as Promise<T>;
    },
  };
}

const unreachable = new CallError('unreachable', 'gone');

describe('persist', () => {
  it('repeats a command whose connection broke', async () => {
    const server = reachable(unreachable, unreachable, 'done');
    const result = persist(server, pageTimers, 'HangUp', 'x');
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(result).resolves.toBe('done');
    expect(server.asked()).toBe(3);
  });

  it('does not repeat what was refused', async () => {
    const server = reachable(new CallError('rate_limited', 'slow down', 5));
    await expect(persist(server, pageTimers, 'Initiate')).rejects.toMatchObject({ retryAfterSeconds: 5 });
    expect(server.asked()).toBe(1);
  });

  it('waits when it was too quick by a little', async () => {
    const server = reachable(new CallError('rate_limited', 'slow down', 1), 'done');
    const result = persist(server, pageTimers, 'HangUp', 'x');
    await vi.advanceTimersByTimeAsync(1_100);
    await expect(result).resolves.toBe('done');
  });

  it('gives up after fifteen seconds', async () => {
    const result = persist(reachable(unreachable), pageTimers, 'HangUp').catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(15_500);
    await expect(result).resolves.toMatchObject({ code: 'unreachable' });
  });

  it('gives up waiting for a connection, and sends nothing when one comes later', async () => {
    let connect = (): void => undefined;
    const server = { ...reachable('late'), whenConnected: () => new Promise<void>((resolve) => (connect = resolve)) };
    const result = persist(server, pageTimers, 'HangUp').catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(result).resolves.toMatchObject({ code: 'unreachable' });

    connect();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.asked()).toBe(0);
  });

  it('gives up after fifteen seconds, also when every answer and every connection takes its time', async () => {
    let asked = 0;
    const slow: Reachable = {
      whenConnected: () => new Promise((resolve) => setTimeout(resolve, 6_000)),
      invoke: () => new Promise(() => asked++),
    };
    const result = persist(slow, pageTimers, 'HangUp').catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(result).resolves.toMatchObject({ code: 'unreachable' });
    expect(asked).toBe(1);
  });
});
