import type { Call, Presence, Snapshot } from '../contract/model';
import type { ConnectionStatus } from '../transport/connection';
import { defaultSettings, type ClientState, type Dialling, type Intent } from './state';

/** How many ended calls are remembered, to reject late events. */
const remembered = 100;

export type Happening =
  | { type: 'snapshot'; snapshot: Snapshot; receivedAt: number }
  | { type: 'call'; call: Call }
  | { type: 'gone'; callId: string }
  | { type: 'presence'; presence: readonly Presence[] }
  | { type: 'missed'; unseen: number }
  | { type: 'connection'; status: ConnectionStatus }
  | { type: 'dialling'; dialling: Dialling | undefined }
  | { type: 'intent'; callId: string; intent: Intent | undefined };

/** The state after something happened. Pure; repeated, late and disordered events are harmless. */
export function reduce(state: ClientState, happening: Happening): ClientState {
  switch (happening.type) {
    case 'snapshot':
      return applySnapshot(state, happening.snapshot, happening.receivedAt);
    case 'call':
      return applyCall(state, happening.call);
    case 'gone':
      return { ...state, calls: without(state.calls, happening.callId), intents: without(state.intents, happening.callId) };
    case 'presence':
      return applyPresence(state, happening.presence);
    case 'missed':
      return { ...state, unseen: happening.unseen };
    case 'connection':
      return { ...state, connection: happening.status };
    case 'dialling':
      return { ...state, dialling: happening.dialling };
    case 'intent':
      return {
        ...state,
        intents: happening.intent
          ? new Map(state.intents).set(happening.callId, happening.intent)
          : without(state.intents, happening.callId),
      };
  }
}

function applySnapshot(state: ClientState, snapshot: Snapshot, receivedAt: number): ClientState {
  const next: ClientState = {
    ...state,
    me: snapshot.me,
    unseen: snapshot.unseen,
    settings: { ...defaultSettings, ...snapshot.settings },
    clockOffsetMs: Date.parse(snapshot.serverTime) - receivedAt || 0,
  };
  // A live call missing from the snapshot stays until the server has said how it ended; see Resync.
  return snapshot.call ? applyCall(next, snapshot.call) : next;
}

function applyCall(state: ClientState, call: Call): ClientState {
  if (state.over.has(call.callId)) return state;
  if (call.state === 'ended') {
    return {
      ...state,
      calls: without(state.calls, call.callId),
      intents: without(state.intents, call.callId),
      over: new Map([...state.over, [call.callId, call] as const].slice(-remembered)),
    };
  }

  const known = state.calls.get(call.callId);
  if (known && known.version >= call.version) return state;
  return { ...state, calls: new Map(state.calls).set(call.callId, call) };
}

function applyPresence(state: ClientState, changes: readonly Presence[]): ClientState {
  if (changes.length === 0) return state;
  const presence = new Map(state.presence);
  for (const change of changes) presence.set(change.userId, change);
  return { ...state, presence };
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}
