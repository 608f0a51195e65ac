import { describe, expect, it } from 'vitest';
import { agoWords, clockWords, durationWords, momentWords } from './format';

it.each([
  [0, '0:00'],
  [7.9, '0:07'],
  [754, '12:34'],
  [3723, '1:02:03'],
  [-5, '0:00'],
])('clockWords(%d) is %s', (seconds, words) => expect(clockWords(seconds)).toBe(words));

it.each([
  [45, '45 s'],
  [120, '2 min'],
  [200, '3 min 20 s'],
  [3900, '1 h 5 min'],
])('durationWords(%d) is %s', (seconds, words) => expect(durationWords(seconds)).toBe(words));

describe('agoWords', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  it.each([
    ['2026-03-10T11:59:30Z', 'just now'],
    ['2026-03-10T11:55:00Z', '5 minutes ago'],
    ['2026-03-10T09:00:00Z', '3 hours ago'],
    ['2026-03-09T09:00:00Z', 'yesterday'],
  ])('%s is %s', (iso, words) => expect(agoWords(iso, now)).toBe(words));
});

describe('momentWords', () => {
  const now = new Date(2026, 2, 10, 12).getTime();
  const at = (...date: [number, number, number, number]) => new Date(...date).toISOString();
  it.each([
    [at(2026, 2, 10, 9), '09:00'],
    [at(2026, 2, 9, 23), 'Yesterday, 23:00'],
    [at(2026, 0, 2, 9), '2 Jan, 09:00'],
    [at(2025, 0, 2, 9), '2 Jan 2025, 09:00'],
  ])('%s is %s', (iso, words) => expect(momentWords(iso, now, 'en-GB')).toBe(words));
});
