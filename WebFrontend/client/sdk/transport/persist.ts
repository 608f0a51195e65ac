import { CallError } from '../contract/errors';
import { sleep, within, type Timers } from '../time/timers';

/** How long a command may take in all, in milliseconds, however often it is sent: longer than a client is ever away. */
const patienceMs = 15_000;

/** Who is told to wait no longer than this, in seconds, was too quick by a little and waits. */
const shortWait = 2;

/** How long one answer may take, in milliseconds: a front-end gives up after six seconds, and says so. */
const answerLimitMs = 7_000;

export interface Reachable {
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  whenConnected(): Promise<void>;
}

/**
 * Sends a command until it is answered. Every command may be repeated without harm (FEATURES C2),
 * so a broken connection or a dying server is waited out, and so is the second after too many commands.
 * @throws {CallError} the refusal, or `unreachable` after 15 s.
 */
export function persist<T>(reachable: Reachable, timers: Timers, method: string, ...args: unknown[]): Promise<T> {
  const late = new CallError('unreachable', `${method} was not answered in time.`);
  let last: unknown = late;
  let over = false;

  const attempts = async (): Promise<T> => {
    for (;;) {
      await reachable.whenConnected();
      // Whoever was told that it failed must not find it done later.
      if (over) throw last;
      try {
        return await within(timers, answerLimitMs, reachable.invoke<T>(method, ...args), () => late);
      } catch (error) {
        const wait = waitOf(error);
        if (wait === undefined) throw error;
        last = error;
        await sleep(timers, wait);
      }
    }
  };

  return within(timers, patienceMs, attempts(), () => {
    over = true;
    return last as Error;
  });
}

/** Milliseconds until another attempt makes sense; undefined when a person has to decide. */
function waitOf(error: unknown): number | undefined {
  if (!(error instanceof CallError)) return undefined;
  const { code, retryAfterSeconds: seconds = Infinity } = error;
  if (code === 'rate_limited') return seconds <= shortWait ? seconds * 1_000 : undefined;
  return error.transient ? 300 : undefined;
}
