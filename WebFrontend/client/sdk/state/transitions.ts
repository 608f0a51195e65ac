import type { Call } from '../contract/model';
import { relationOf, type Relation } from './relation';
import type { ClientState } from './state';

/** A change of the state that the user would want to know about. */
export type Transition =
  | { type: 'incoming'; call: Call }
  | { type: 'answeredElsewhere'; call: Call }
  | { type: 'connected'; call: Call }
  /** `was` is what the call was to this device; absent when this device first hears of it by its end. */
  | { type: 'ended'; call: Call; was?: Relation | undefined };

/** Compares two states. Pure, so that event, reply and snapshot all tell the same story. */
export function transitions(previous: ClientState, next: ClientState): Transition[] {
  const userId = next.me?.id ?? '';
  const found: Transition[] = [];
  if (previous.calls === next.calls && previous.over === next.over) return found;

  const before = (callId: string) => {
    const call = previous.calls.get(callId);
    return call && { call, relation: relationOf(call, userId, next.deviceId) };
  };

  for (const call of next.calls.values()) {
    const old = before(call.callId);
    const now = relationOf(call, userId, next.deviceId);
    if (now === 'incoming' && old?.relation !== 'incoming') found.push({ type: 'incoming', call });
    if (now === 'elsewhere' && old?.relation === 'incoming') found.push({ type: 'answeredElsewhere', call });
    if (now === 'active' && call.state === 'connected' && old && old.call.state !== 'connected') {
      found.push({ type: 'connected', call });
    }
  }

  for (const call of next.over.values()) {
    if (!previous.over.has(call.callId)) found.push({ type: 'ended', call, was: before(call.callId)?.relation });
  }
  return found;
}
