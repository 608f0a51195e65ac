import { describe, expect, it } from 'vitest';
import type { LedgerLine } from '../../sdk';
import { lineWords, moreWords, offsetWords } from './ledgerWords';
import { addressWords, bytesWords, latencyWords, outcomes, uptimeWords } from './words';

const line = (part: Partial<LedgerLine>): LedgerLine => ({
  at: '2026-01-01T10:00:00Z',
  callId: 'c',
  command: 'answer',
  outcome: 'accepted',
  userId: 'u',
  displayName: 'Bob',
  silo: 's',
  ...part,
});

describe('a line of the ledger reads', () => {
  it.each<[Partial<LedgerLine>, string, string]>([
    [{}, 'Bob answered', ''],
    [{ command: 'initiate', displayName: 'Alice' }, 'Alice called', ''],
    [{ outcome: 'lost', state: 'connecting' }, 'Bob tried to answer', 'too late: it had been answered'],
    [{ outcome: 'lost', state: 'ended' }, 'Bob tried to answer', 'too late: the call was over'],
    [{ outcome: 'lost', command: 'hang_up', state: 'connected' }, 'Bob tried to hang up', 'from a device that is not in the call'],
    [{ outcome: 'repeated', command: 'connected' }, 'Bob had sound and picture', 'the call was already connected'],
    [{ outcome: 'repeated', command: 'hang_up' }, 'Bob hung up', 'again: nothing changed'],
    [{ outcome: 'refused', code: 'not_found' }, 'Bob tried to answer', 'refused: has no part in this call'],
    [
      { outcome: 'lost', command: 'initiate', code: 'glare' },
      'Bob tried to call',
      'the two were calling each other: the other call was answered instead',
    ],
    [{ command: 'expire', userId: null, displayName: null }, 'The cluster ended the call at its deadline', ''],
    [{ displayName: null }, 'An unknown person answered', ''],
    [{ command: 'levitate' as 'answer' }, 'Bob sent levitate', ''],
  ])('%o', (part, sentence, why) => expect(lineWords(line(part))).toEqual({ sentence, why }));
});

it.each([
  ['2026-01-01T10:00:00.250Z', '+0.25 s'],
  ['2026-01-01T10:00:12.345Z', '+12.3 s'],
  ['2026-01-01T10:03:20Z', '+3 min 20 s'],
])('offsetWords of %s is %s', (at, words) => expect(offsetWords(at, '2026-01-01T10:00:00Z')).toBe(words));

it.each([
  [null, '–'],
  [0.84, '0.8 ms'],
  [42.4, '42 ms'],
  [1320, '1.3 s'],
])('latencyWords(%d) is %s', (ms, words) => expect(latencyWords(ms)).toBe(words));

it('abbreviates sizes, times and addresses', () => {
  expect(bytesWords(220 * 1024 * 1024)).toBe('220 MB');
  expect(bytesWords(1.5 * 1024 ** 3)).toBe('1.5 GB');
  expect(uptimeWords('2026-01-01T10:00:00Z', Date.parse('2026-01-03T12:30:00Z'))).toBe('2 d 2 h');
  expect(uptimeWords('2026-01-01T10:00:00Z', Date.parse('2026-01-01T10:00:20Z'))).toBe('under a minute');
  expect(addressWords('S10.0.0.5:11111:152998212')).toBe('10.0.0.5:11111');
});

it('counts how calls ended in three groups', () =>
  expect(outcomes({ reasons: { completed: 3, missed: 1, busy: 2, dropped: 1 } })).toEqual({ talked: 3, unanswered: 3, failed: 1 }));

describe('a line that stands for several', () => {
  it('says how many more there were', () => {
    expect(moreWords(line({ more: 1990 }))).toBe('and 1,990 more');
  });

  it('says nothing when there were none', () => {
    expect(moreWords(line({}))).toBe('');
  });
});
