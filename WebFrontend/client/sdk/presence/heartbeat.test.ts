import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageTimers } from '../time/timers';
import { Heartbeat } from './heartbeat';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function heart(beat: () => Promise<unknown> = () => Promise.resolve()) {
  const beats = vi.fn(beat);
  const silence = vi.fn();
  const heartbeat = new Heartbeat({ timers: pageTimers, beat: beats, onSilence: silence });
  return { heartbeat, beats, silence };
}

it('beats every interval until stopped', async () => {
  const { heartbeat, beats } = heart();
  heartbeat.start(10);
  await vi.advanceTimersByTimeAsync(35_000);
  expect(beats).toHaveBeenCalledTimes(3);
  heartbeat.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(beats).toHaveBeenCalledTimes(3);
});

it('beats at once after waking up, and every interval from then on', async () => {
  const { heartbeat, beats } = heart();
  heartbeat.start(10);
  await vi.advanceTimersByTimeAsync(7_000);
  heartbeat.now();
  expect(beats).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(beats).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(beats).toHaveBeenCalledTimes(2);
});

it('does not beat while there is no connection', () => {
  const { heartbeat, beats } = heart();
  heartbeat.now();
  expect(beats).not.toHaveBeenCalled();
});

it('notices silence, sooner after waking up', async () => {
  const { heartbeat, silence } = heart(() => new Promise(() => undefined));
  heartbeat.start(30);
  heartbeat.now();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(silence).toHaveBeenCalledTimes(1);
});

it('leaves a failed beat to the connection', async () => {
  const { heartbeat, silence } = heart(() => Promise.reject(new Error('closed')));
  heartbeat.start(10);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(silence).not.toHaveBeenCalled();
});
