import { peerOf, type Call, type Participant } from '../../sdk';
import { clockWords } from '../time/format';

export interface LogWords {
  peer: Participant;
  placed: boolean;
  /** The call never connected. */
  unanswered: boolean;
  outcome: string;
}

/** A past call from the user's point of view. */
export function logWords(call: Call, userId: string): LogWords {
  const placed = call.initiatorId === userId;
  return {
    peer: peerOf(call, userId),
    placed,
    unanswered: !call.connectedAt,
    outcome: call.connectedAt
      ? `${placed ? 'Outgoing' : 'Incoming'} · ${talkedWords(call)}`
      : placed
        ? placedOutcome(call)
        : receivedOutcome(call),
  };
}

function talkedWords(call: Call): string {
  const length = call.durationSeconds == null ? '' : clockWords(call.durationSeconds);
  if (call.state !== 'ended') return 'in progress';
  if (call.endReason === 'dropped') return `${length} · connection lost`;
  return length;
}

function placedOutcome(call: Call): string {
  switch (call.endReason) {
    case 'rejected':
      return 'Declined';
    case 'missed':
      return 'No answer';
    case 'cancelled':
      return 'Cancelled';
    case 'busy':
      return 'Was in another call';
    case 'offline':
      return 'Was offline';
    case 'dnd':
      return 'Was on do not disturb';
    case 'superseded':
      return 'Replaced by a newer call';
    case 'dropped':
    case 'failed':
      return 'Could not be connected';
    default:
      return call.state === 'ended' ? 'Ended' : 'In progress';
  }
}

function receivedOutcome(call: Call): string {
  switch (call.endReason) {
    case 'rejected':
      return 'You declined';
    case 'missed':
      return 'Not answered';
    case 'cancelled':
      return 'Hung up before you answered';
    case 'busy':
      return 'You were in another call';
    case 'offline':
      return 'You were offline';
    case 'dnd':
      return 'You were on do not disturb';
    default:
      return placedOutcome(call);
  }
}
