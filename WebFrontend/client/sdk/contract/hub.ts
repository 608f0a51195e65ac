import type { Call, ChosenStatus, InitiateRequest, OutgoingSignal, Presence, Signal, Snapshot } from './model';

/** The hub's path; the device id goes in its query. */
export const hubPath = '/hubs/calls';

/**
 * Commands about a call, with their arguments. Each is answered with the call as it now is and may be repeated without
 * harm. A new command is a line here; `CallClient.command` sends it.
 */
export interface CallCommands {
  Answer: [callId: string];
  Join: [callId: string];
  Reject: [callId: string];
  HangUp: [callId: string];
  /** Media flows. */
  Connected: [callId: string];
  MediaLost: [callId: string];
  Mute: [callId: string, muted: boolean, cameraOff: boolean];
  RaiseHand: [callId: string, raised: boolean];
}

/** All that the hub can be asked, with its arguments. */
export interface HubMethods extends CallCommands {
  Initiate: [request: InitiateRequest];
  Signal: [signal: OutgoingSignal];
  Heartbeat: [];
  SetStatus: [status: ChosenStatus];
  Watch: [userIds: string[]];
}

export type HubAnswer<Name extends keyof HubMethods> = Name extends keyof CallCommands | 'Initiate' ? Call : undefined;

/** The server's events and their payloads. */
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
  /** The server is draining: reconnect at a random moment within `afterMs` milliseconds. */
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
