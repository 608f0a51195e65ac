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

/** Whether this device rings for it, placed it or is in it. */
export function isHere(call: Call, { me, deviceId }: Pick<ClientState, 'me' | 'deviceId'>): boolean {
  const relation = relationOf(call, me?.id ?? '', deviceId);
  return relation === 'incoming' || relation === 'outgoing' || relation === 'active';
}

/** The call to show: at most one, whatever else is going on. */
export interface CallView {
  callId: string;
  phase: 'incoming' | 'outgoing' | 'active';
  media: Media;
  peer: Person;
  /** Absent only while the server has not confirmed an outgoing call. */
  call?: Call;
  me?: Participant | undefined;
  /** Answer was pressed and the server has not confirmed it yet. */
  answering: boolean;
}

/** The call that the user is in on another tab or device, unless they are just leaving it. */
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
 * A call in progress comes first, then one being placed (which may turn out to be the answer to one that arrives,
 * FEATURES C6), then one that rings. What the user has left is not shown while the server is still being told.
 */
export function currentCall(state: ClientState): CallView | undefined {
  const views: CallView[] = [];
  for (const call of state.calls.values()) {
    const view = viewOf(state, call);
    if (view) views.push(view);
  }

  const { dialling } = state;
  if (dialling && !state.calls.has(dialling.callId) && state.intents.get(dialling.callId) !== 'leaving') {
    views.push({ ...dialling, phase: 'outgoing', answering: false });
  }
  return views.sort((a, b) => precedence[a.phase] - precedence[b.phase] || newestFirst(a, b))[0];
}

function viewOf(state: ClientState, call: Call): CallView | undefined {
  const relation = relationOf(call, state.me?.id ?? '', state.deviceId);
  if (relation === 'elsewhere' || relation === 'left' || relation === 'ended') return undefined;
  if (state.intents.get(call.callId) === 'leaving') return undefined;

  return {
    callId: call.callId,
    phase: relation,
    media: call.media,
    peer: peerOf(call, state.me?.id ?? ''),
    call,
    me: call.participants.find((participant) => participant.userId === state.me?.id),
    answering: state.intents.get(call.callId) === 'answering',
  };
}

/** The other person of a direct call; of a group, the one who called or the first who is there. */
export function peerOf(call: Call, userId: string): Participant {
  const others = call.participants.filter((participant) => participant.userId !== userId);
  const peer = others.find((participant) => participant.userId === call.initiatorId) ?? others[0];
  return peer ?? { userId: '', displayName: 'Unknown', status: 'left' };
}

function newestFirst(a: CallView, b: CallView): number {
  return (b.call?.createdAt ?? '').localeCompare(a.call?.createdAt ?? '');
}
