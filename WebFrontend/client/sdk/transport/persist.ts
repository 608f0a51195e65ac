import { CallError } from '../contract/errors';
import { sleep, within, type Timers } from '../time/timers';

/** How long a command is sent again before it is given up, in milliseconds: longer than a client is ever away. */
const patienceMs = 15_000;

/** How long one answer may take, in milliseconds. */
const answerLimitMs = 6_000;

export interface Reachable {
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  whenConnected(): Promise<void>;
}

/**
 * Sends a command until it is answered. Every command may be repeated without harm (FEATURES C2),
 * so a broken connection or a dying server is waited out.
 * @throws {CallError} the refusal, or `unreachable` after 15 s.
 */
export async function persist<T>(reachable: Reachable, timers: Timers, method: string, ...args: unknown[]): Promise<T> {
  const patience = new AbortController();
  const cancel = timers.after(patienceMs, () => patience.abort());
  const late = () => new CallError('unreachable', `${method} was not answered in time.`);
  try {
    for (;;) {
      try {
        await within(timers, patienceMs, reachable.whenConnected(), late);
        return await within(timers, answerLimitMs, reachable.invoke<T>(method, ...args), late);
      } catch (error) {
        if (!(error instanceof CallError && error.transient) || patience.signal.aborted) throw error;
        await sleep(timers, 300);
      }
    }
  } finally {
    cancel();
  }
}
