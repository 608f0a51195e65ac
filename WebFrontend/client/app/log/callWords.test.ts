import { expect, it } from 'vitest';
import type { Call } from '../../sdk';
import { ended } from '../../sdk/testing/calls';
import { logWords } from './callWords';

it.each<[Call, string, string]>([
  [ended('missed'), 'bob', 'Not answered'],
  [ended('missed'), 'alice', 'No answer'],
  [ended('cancelled'), 'bob', 'Hung up before you answered'],
  [ended('rejected'), 'bob', 'You declined'],
  [ended('busy'), 'alice', 'Was in another call'],
  [ended('completed', { connectedAt: '2026-01-01T10:00:00Z', durationSeconds: 65 }), 'alice', 'Outgoing · 1:05'],
  [ended('dropped', { connectedAt: '2026-01-01T10:00:00Z', durationSeconds: 5 }), 'alice', 'Outgoing · 0:05 · connection lost'],
])('%# reads well', (call, userId, outcome) => {
  const words = logWords(call, userId);
  expect(words.outcome).toBe(outcome);
  expect(words.placed).toBe(userId === 'alice');
});
