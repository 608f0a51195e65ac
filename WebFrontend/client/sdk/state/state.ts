import type { Call, Media, Participant, Presence, Settings, User } from '../contract/model';
import type { ConnectionStatus } from '../transport/connection';

/** A person in a call, as far as known before the server has answered. */
export type Person = Pick<Participant, 'userId' | 'displayName' | 'avatarUrl'>;

/** A call this device is placing and the server has not confirmed yet. */
export interface Dialling {
  callId: string;
  /** Who is called. */
  others: readonly Person[];
  media: Media;
}

/** What the user wants and the server has not confirmed yet. */
export type Intent = 'answering' | 'joining' | 'leaving';

export interface ClientState {
  deviceId: string;
  connection: ConnectionStatus;
  me?: User | undefined;
  /** The user's live calls by id, on this device or another. */
  calls: ReadonlyMap<string, Call>;
  /** Calls known to have ended; final, so that a late event cannot revive them. */
  over: ReadonlyMap<string, Call>;
  dialling?: Dialling | undefined;
  intents: ReadonlyMap<string, Intent>;
  presence: ReadonlyMap<string, Presence>;
  /** How many missed calls have not been seen. */
  unseen: number;
  settings: Settings;
  /** The server's clock minus this machine's, in milliseconds. */
  clockOffsetMs: number;
}

export const defaultSettings: Settings = { heartbeatSeconds: 10, reconnectGraceSeconds: 5 };

export function initialState(deviceId: string): ClientState {
  return {
    deviceId,
    connection: 'idle',
    calls: new Map(),
    over: new Map(),
    intents: new Map(),
    presence: new Map(),
    unseen: 0,
    settings: defaultSettings,
    clockOffsetMs: 0,
  };
}
