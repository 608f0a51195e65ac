import type { Call, Media, Participant } from '../contract/model';
import type { ClientState, Person } from './state';

/**
 * What a call is to this device.
 *
 *   outgoing ──┐
 *              ├─▶ active ──▶ ended
 *   incoming ──┘
 *       ├────────▶ elsewhere: another device of the user took it, or placed it
 *       └────────▶ left: the user declined it or left it, and it goes on or is about to end
 */
export type Relation = 'incoming' | 'outgoing' | 'active' | 'elsewhere' | 'left' | 'ended';

export function relationOf(call: Call, userId: string, deviceId: string): Relation {
  if (call.state === 'ended') return 'ended';

  const me = call.participants.find((participant) => participant.userId === userId);
  if (!me) return 'elsewhere';
  if (call.initiatorId !== userId && me.status === 'ringing') return 'incoming';
  if (me.status !== 'joined' && call.initiatorId !== userId) return 'left';
  if (me.deviceId !== deviceId) return 'elsewhere';
  return call.state === 'ringing' ? 'outgoing' : 'active';
}

/** Whether the call ended without this user, who was called and did not decline: what their own status in it says. */
export function isMissedBy(call: Call, userId: string): boolean {
  const status = call.participants.find((participant) => participant.userId === userId)?.status;
  return (
    call.state === 'ended' &&
    call.initiatorId !== userId &&
    (status === 'missed' || status === 'busy' || status === 'offline' || status === 'dnd')
  );
}

/** Whether microphone and camera stay open for a call: it rings here, was placed here, is here or is just being moved here. */
export function needsMedia(state: ClientState, callId: string): boolean {
  const intent = state.intents.get(callId);
  if (intent === 'leaving' || intent === 'joining') return intent === 'joining';
  const call = state.calls.get(callId);
  if (!call) return state.dialling?.callId === callId;
  const relation = relationOf(call, state.me?.id ?? '', state.deviceId);
  return relation === 'incoming' || relation === 'outgoing' || relation === 'active';
}

/** The call to show: at most one. */
export interface CallView {
  callId: string;
  phase: 'incoming' | 'outgoing' | 'active';
  media: Media;
  /** Whose name and face stand for the call; see {@link peerOf}. */
  peer: Person;
  /** Absent only while the server has not confirmed an outgoing call. */
  call?: Call;
  me?: Participant | undefined;
  /** Answer was pressed and the server has not confirmed it yet. */
  answering: boolean;
}

/** The user's call on another tab or device, unless they are just leaving it. */
export function callElsewhere(state: ClientState): Call | undefined {
  const userId = state.me?.id ?? '';
  return [...state.calls.values()].find(
    (call) =>
      relationOf(call, userId, state.deviceId) === 'elsewhere' &&
      call.participants.some((participant) => participant.userId === userId && participant.status === 'joined') &&
      state.intents.get(call.callId) !== 'leaving',
  );
}

const precedence = { active: 0, outgoing: 1, incoming: 2 } as const;

/**
 * A call in progress comes first, then one being placed (which may turn out to answer an incoming one,
 * FEATURES C6), then one that rings. A call the user has left is hidden even before the server knows.
 */
export function currentCall(state: ClientState): CallView | undefined {
  const views: CallView[] = [];
  for (const call of state.calls.values()) {
    const view = viewOf(state, call);
    if (view) views.push(view);
  }

  const { dialling } = state;
  if (dialling && !state.calls.has(dialling.callId) && state.intents.get(dialling.callId) !== 'leaving') {
    views.push({ ...dialling, peer: dialling.others[0] ?? nobody, phase: 'outgoing', answering: false });
  }
  return views.sort((a, b) => precedence[a.phase] - precedence[b.phase] || newestFirst(a, b))[0];
}

function viewOf(state: ClientState, call: Call): CallView | undefined {
  const userId = state.me?.id ?? '';
  const relation = relationOf(call, userId, state.deviceId);
  if (relation === 'elsewhere' || relation === 'left' || relation === 'ended') return undefined;
  if (state.intents.get(call.callId) === 'leaving') return undefined;

  return {
    callId: call.callId,
    phase: relation,
    media: call.media,
    peer: peerOf(call, userId),
    call,
    me: call.participants.find((participant) => participant.userId === userId),
    answering: state.intents.get(call.callId) === 'answering',
  };
}

const nobody: Participant = { userId: '', displayName: 'Unknown', status: 'left' };

/** Everybody in the call but the user. */
export function othersOf(call: Call, userId: string): Participant[] {
  return call.participants.filter((participant) => participant.userId !== userId);
}

/** Whose name and face stand for the call: in a call of two the other person; in a group who called, or the first of the others. */
export function peerOf(call: Call, userId: string): Participant {
  const others = othersOf(call, userId);
  return others.find((other) => other.userId === call.initiatorId) ?? others[0] ?? nobody;
}

function newestFirst(a: CallView, b: CallView): number {
  return (b.call?.createdAt ?? '').localeCompare(a.call?.createdAt ?? '');
}
