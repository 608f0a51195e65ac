import type { Call, Presence, Signal, Snapshot } from './model';

/** The path of the hub; the device id goes into its query. */
export const hubPath = '/hubs/calls';

/** Methods of the hub, by the names the server knows them. */
export const hubMethods = {
  initiate: 'Initiate',
  answer: 'Answer',
  join: 'Join',
  reject: 'Reject',
  hangUp: 'HangUp',
  connected: 'Connected',
  mediaLost: 'MediaLost',
  mute: 'Mute',
  signal: 'Signal',
  heartbeat: 'Heartbeat',
  setStatus: 'SetStatus',
  watch: 'Watch',
  resume: 'Resume',
} as const;

/** What the server sends, with the payload of each. */
export interface HubEvents {
  CallInitiated: Call;
  CallAnswered: Call;
  CallRejected: Call;
  CallUpdated: Call;
  CallEnded: Call;
  SignalReceived: Signal;
  PresenceChanged: Presence;
  MissedChanged: number;
  Snapshot: Snapshot;
  /** The server is draining: come back after a random part of `afterMs` milliseconds. */
  Reconnect: { afterMs: number };
}

export type HubEvent = { [Name in keyof HubEvents]: { name: Name; payload: HubEvents[Name] } }[keyof HubEvents];

export const hubEventNames = [
  'CallInitiated',
  'CallAnswered',
  'CallRejected',
  'CallUpdated',
  'CallEnded',
  'SignalReceived',
  'PresenceChanged',
  'MissedChanged',
  'Snapshot',
  'Reconnect',
] as const satisfies readonly (keyof HubEvents)[];
