import { peerOf, type Call, type EndReason, type Relation } from '../../sdk';
import { durationWords } from '../time/format';
import type { Notice } from './useToasts';

type Words = Omit<Notice, 'action'> & { callBack?: boolean };

/**
 * What to say when a call has ended; nothing when the user knows already.
 * `was` is what the call was to this device; absent when it never rang here.
 */
export function endWords(call: Call, userId: string, was: Relation | undefined): Words | undefined {
  const name = peerOf(call, userId).displayName;
  const reason: EndReason = call.endReason ?? 'completed';
  const placed = call.initiatorId === userId;
  // Another device of the user placed or answered it and says so itself.
  if (was === 'elsewhere' || was === 'left') return undefined;
  if (call.connectedAt || was === 'active') return endedWords(reason, name, call.durationSeconds ?? undefined);
  return placed ? placedWords(reason, name) : receivedWords(reason, name);
}

function endedWords(reason: EndReason, name: string, seconds: number | undefined): Words | undefined {
  switch (reason) {
    case 'dropped':
      return { kind: 'danger', title: `The call with ${name} was dropped`, text: 'The connection was lost.', callBack: true };
    case 'failed':
      return failed(name);
    case 'superseded':
      return undefined;
    default:
      return {
        kind: 'success',
        title: `Call with ${name} ended`,
        text: seconds === undefined ? undefined : `It lasted ${durationWords(seconds)}.`,
      };
  }
}

function placedWords(reason: EndReason, name: string): Words | undefined {
  switch (reason) {
    case 'rejected':
      return { kind: 'warning', title: `${name} declined the call` };
    case 'missed':
      return { kind: 'warning', title: `${name} did not answer`, text: 'They will see that you called.', callBack: true };
    case 'busy':
      return { kind: 'warning', title: `${name} is in another call`, text: 'They see that you tried to call.' };
    case 'offline':
      return { kind: 'warning', title: `${name} is offline`, text: 'They will see that you called.' };
    case 'dnd':
      return { kind: 'warning', title: `${name} is on do not disturb`, text: 'They will see that you called.' };
    case 'dropped':
    case 'failed':
      return failed(name);
    case 'cancelled':
    case 'completed':
    case 'superseded':
      return undefined;
  }
}

function receivedWords(reason: EndReason, name: string): Words | undefined {
  switch (reason) {
    case 'missed':
    case 'cancelled':
      return { kind: 'missed', title: `Missed call from ${name}`, callBack: true };
    case 'busy':
      return { kind: 'missed', title: `${name} tried to call you`, text: 'They were told that you are in a call.' };
    case 'failed':
    case 'dropped':
      return failed(name);
    case 'dnd':
    case 'offline':
    case 'rejected':
    case 'completed':
    case 'superseded':
      return undefined;
  }
}

function failed(name: string): Words {
  return {
    kind: 'danger',
    title: `The call with ${name} could not be connected`,
    text: 'A firewall or a weak network may be in the way.',
    callBack: true,
  };
}
