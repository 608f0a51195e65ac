/** Longest wait between two attempts, in milliseconds: with {@link attemptLimitMs} it keeps a client back within 10 s. */
const ceilingMs = 1_900;

/**
 * How long one attempt to connect may take, in milliseconds. A server that lost thousands of connections lets its clients in
 * one by one; a client that gives up waiting loses its place and wastes the server's work.
 */
export const attemptLimitMs = 8_000;

/**
 * Milliseconds to wait before attempt `attempt` (from 0). Half of it is random, so that the clients of a
 * dead server do not all come back in the same instant.
 */
export function backoff(attempt: number, random: () => number): number {
  const step = Math.min(ceilingMs, 250 * 2 ** Math.min(attempt, 10));
  return step / 2 + (step / 2) * random();
}
