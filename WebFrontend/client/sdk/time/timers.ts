export type Cancel = () => void;

/** The SDK's source of time: the page in tests, a worker in browsers. */
export interface Timers {
  /** Runs `action` once after `ms` milliseconds. */
  after(ms: number, action: () => void): Cancel;
}

export const pageTimers: Timers = {
  after(ms, action) {
    const id = setTimeout(action, ms);
    return () => clearTimeout(id);
  },
};

export function sleep(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => timers.after(ms, resolve));
}

/** Rejects with `reason()` when `work` takes longer than `ms` milliseconds. */
export function within<T>(timers: Timers, ms: number, work: Promise<T>, reason: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(ms, () => reject(reason()));
    work.then(resolve, reject).finally(cancel);
  });
}
