import { expect, it } from 'vitest';
import { attemptLimitMs, backoff } from './backoff';

it('starts short, grows, and never keeps a client away for ten seconds', () => {
  expect(backoff(0, () => 0)).toBe(125);
  expect(backoff(2, () => 1)).toBe(1_000);
  for (const attempt of [5, 50, 5_000]) expect(backoff(attempt, () => 1) + attemptLimitMs).toBeLessThan(10_000);
});

it('spreads the clients of a dead server', () => {
  expect(backoff(6, () => 0)).toBe(950);
  expect(backoff(6, () => 0.999)).toBeGreaterThan(1_850);
});
