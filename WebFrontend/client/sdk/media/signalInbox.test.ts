import { expect, it } from 'vitest';
import type { Signal } from '../contract/model';
import { SignalInbox } from './signalInbox';

const signal = (seq: number, callId = 'call-1'): Signal => ({ callId, seq, from: 'alice', type: 'ice', payload: '{}', generation: 1 });

it('lets each signal through once, in any order', () => {
  const inbox = new SignalInbox();
  expect([2, 1, 2, 1, 3].map((seq) => inbox.admit(signal(seq)))).toEqual([true, true, false, false, true]);
  expect(inbox.lastSeq('call-1')).toBe(3);
});

it('holds what comes before there is a link to its sender', () => {
  const inbox = new SignalInbox();
  inbox.hold(signal(1));
  inbox.hold(signal(1, 'call-2'));
  inbox.hold({ ...signal(2), from: 'carol' });
  inbox.hold(signal(3));
  expect(inbox.take('call-1', 'alice').map(({ seq }) => seq)).toEqual([1, 3]);
  expect(inbox.take('call-1', 'alice')).toEqual([]);
  expect(inbox.take('call-1', 'carol').map(({ seq }) => seq)).toEqual([2]);
  inbox.forget('call-2');
  expect(inbox.take('call-2', 'alice')).toEqual([]);
});
