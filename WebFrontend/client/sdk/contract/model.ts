/** The types that server and clients exchange. Times are ISO 8601 in UTC; ids are opaque strings. */

export type Media = 'audio' | 'video';

export type CallState = 'ringing' | 'connecting' | 'connected' | 'ended';

export type EndReason =
  | 'completed'
  | 'rejected'
  | 'missed'
  | 'cancelled'
  | 'busy'
  | 'offline'
  | 'dnd'
  | 'dropped'
  | 'failed'
  | 'superseded';

export type ParticipantStatus = 'ringing' | 'joined' | 'declined' | 'missed' | 'busy' | 'offline' | 'dnd' | 'left';

/** The statuses a person may choose. */
export type ChosenStatus = 'online' | 'away' | 'busy' | 'dnd';

/** `calling`, `ringing` and `in_call` are computed from the live call and cannot be chosen. */
export type PresenceStatus = ChosenStatus | 'offline' | 'calling' | 'ringing' | 'in_call';

export interface User {
  id: string;
  username: string;
  displayName: string;
  avatarUrl?: string | null;
  role: string;
  organisation?: string | null;
}

export interface Participant {
  userId: string;
  displayName: string;
  avatarUrl?: string | null;
  status: ParticipantStatus;
  /** The participating device; empty until one is bound by dialling or answering. */
  deviceId?: string | null;
  muted?: boolean | null;
  cameraOff?: boolean | null;
  /** Their page was closed or is reloading; they leave the call unless they return in a moment. */
  away?: boolean | null;
  /** Since when their hand is up. */
  handRaisedAt?: string | null;
}

export interface Call {
  callId: string;
  /** Rises with every transition; of two copies, the higher version wins. */
  version: number;
  state: CallState;
  endReason?: EndReason | null;
  media: Media;
  kind: 'direct' | 'group';
  initiatorId: string;
  channelId?: string | null;
  createdAt: string;
  /** When the server will end the ring. For display: the server decides. */
  ringDeadline?: string | null;
  answeredAt?: string | null;
  connectedAt?: string | null;
  endedAt?: string | null;
  durationSeconds?: number | null;
  participants: Participant[];
}

export interface Presence {
  userId: string;
  status: PresenceStatus;
  lastSeen?: string | null;
  callId?: string | null;
}

export type SignalType = 'offer' | 'answer' | 'ice';

export interface OutgoingSignal {
  callId: string;
  /** A participant. */
  to: string;
  type: SignalType;
  /** JSON text of an RTCSessionDescription or RTCIceCandidate. */
  payload: string;
  /** The peer connection it belongs to; see `media/peerLink.ts`. */
  generation: number;
}

export interface Signal extends Omit<OutgoingSignal, 'to'> {
  seq: number;
  from: string;
  fromDevice?: string | null;
}

export interface Settings {
  heartbeatSeconds: number;
  reconnectGraceSeconds: number;
}

export interface Snapshot {
  me: User;
  call?: Call | null;
  unseen: number;
  serverTime: string;
  settings?: Partial<Settings> | null;
}

export interface InitiateRequest {
  calleeId: string;
  media: Media;
  /** Chosen by the caller, so that a repeated request cannot create a second call. */
  callId: string;
}

export interface Channel {
  id: string;
  name: string;
  organisation?: string | null;
  members: User[];
}

/** Which calls the history lists. */
export type HistoryFilter = 'all' | 'incoming' | 'outgoing' | 'missed';

export interface Page<T> {
  items: T[];
  /** The cursor of the next page; absent on the last. */
  next?: string | null;
}

export interface Contact {
  user: User;
  presence: Presence;
}
