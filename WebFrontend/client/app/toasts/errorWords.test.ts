import { expect, it } from 'vitest';
import { CallError } from '../../sdk';
import { deviceNotice, refusalNotice, waitWords } from './errorWords';

it('says how long to wait', () => {
  expect(refusalNotice(new CallError('rate_limited', '', 200), 'call').text).toBe('You can call again in 3 min 20 s.');
  expect(waitWords(undefined)).toBe('in a few minutes');
});

it.each([
  ['forbidden', 'call', 'You cannot call this person'],
  ['not_found', 'call', 'This person cannot be called'],
  ['not_found', 'answer', 'This call is over'],
  ['in_call', 'call', 'You are in a call'],
  ['unreachable', 'call', 'The call could not be placed'],
  ['something_new', 'call', 'That did not work'],
] as const)('%s to %s: %s', (code, command, title) => {
  expect(refusalNotice(new CallError(code, ''), command).title).toBe(title);
});

it('has words for device problems', () => {
  expect(deviceNotice('permission_denied').title).toBe('The microphone is blocked');
});
