import { describe, expect, it } from 'vitest';
import type { Call, EndReason, Relation } from '../../sdk';
import { ended } from '../../sdk/testing/calls';
import { endWords } from './endWords';

const talked = { connectedAt: '2026-01-01T10:00:06Z', durationSeconds: 200 };

describe('endWords', () => {
  it.each<[EndReason, string, Relation | undefined, Partial<Call>, string | undefined]>([
    // To the caller.
    ['rejected', 'alice', 'outgoing', {}, 'Bob declined the call'],
    ['missed', 'alice', 'outgoing', {}, 'Bob did not answer'],
    ['busy', 'alice', undefined, {}, 'Bob is in another call'],
    ['offline', 'alice', undefined, {}, 'Bob is offline'],
    ['dnd', 'alice', undefined, {}, 'Bob is on do not disturb'],
    ['cancelled', 'alice', 'outgoing', {}, undefined],
    ['failed', 'alice', 'active', {}, 'The call with Bob could not be connected'],
    // To the callee.
    ['missed', 'bob', 'incoming', {}, 'Missed call from Alice'],
    ['cancelled', 'bob', 'incoming', {}, 'Missed call from Alice'],
    ['busy', 'bob', undefined, {}, 'Alice tried to call you'],
    ['dnd', 'bob', undefined, {}, undefined],
    ['rejected', 'bob', 'left', {}, undefined],
    ['rejected', 'bob', 'incoming', {}, undefined],
    // To both, after they talked.
    ['completed', 'bob', 'active', talked, 'Call with Alice ended'],
    ['dropped', 'alice', 'active', talked, 'The call with Bob was dropped'],
    ['superseded', 'alice', 'active', talked, undefined],
    // On another device.
    ['completed', 'bob', 'elsewhere', talked, undefined],
  ])('%s to %s who had it %s', (reason, userId, was, change, title) => {
    expect(endWords(ended(reason, change), userId, was)?.title).toBe(title);
  });

  it('says how long a call lasted', () => {
    expect(endWords(ended('completed', talked), 'bob', 'active')?.text).toBe('It lasted 3 min 20 s.');
  });
});
