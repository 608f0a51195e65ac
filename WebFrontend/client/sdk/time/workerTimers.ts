import { pageTimers, type Timers } from './timers';

/**
 * Timers in a worker. A page whose heartbeats are throttled in a hidden tab would be considered
 * gone (FEATURES P1), and its user's calls would not ring. Falls back to the page's own timers.
 */
export function workerTimers(): Timers {
  if (typeof Worker === 'undefined') return pageTimers;

  let worker: Worker;
  try {
    worker = new Worker(new URL('./ticker.worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return pageTimers;
  }

  const actions = new Map<number, { action: () => void; due: number }>();
  let lastId = 0;
  let broken = false;

  worker.onmessage = ({ data: id }: MessageEvent<number>) => {
    const waiting = actions.get(id);
    actions.delete(id);
    waiting?.action();
  };
  worker.onerror = () => {
    broken = true;
    for (const [id, { action, due }] of actions) {
      actions.delete(id);
      pageTimers.after(Math.max(0, due - performance.now()), action);
    }
  };

  return {
    after(ms, action) {
      if (broken) return pageTimers.after(ms, action);
      const id = ++lastId;
      actions.set(id, { action, due: performance.now() + ms });
      worker.postMessage({ id, ms });
      return () => {
        if (actions.delete(id)) worker.postMessage({ id });
      };
    },
  };
}
