import type { Devices } from '../media/devices';
import type { TonePlayer } from '../sound/player';
import type { Timers } from '../time/timers';
import type { Socket } from '../transport/socket';

export interface CallClientOptions {
  /** Origin of the server, such as `https://calls.example.com`; empty for the page's own. */
  baseUrl?: string;
  /** For pages of another origin. Without it the page's own cookie authenticates. */
  accessToken?: () => string | Promise<string>;
  /** By default kept in `sessionStorage`: one per tab, stable across reloads. */
  deviceId?: string;
  /** Ring and ringback tones; false if the page makes its own. Default true. */
  sound?: boolean;
}

/** Everything around the client that tests replace. */
export interface Surroundings {
  timers: Timers;
  devices: Devices;
  player: TonePlayer;
  openSocket: (deviceId: string) => Socket;
  createPeer: (configuration: RTCConfiguration) => RTCPeerConnection;
  fetch: typeof fetch;
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  now: () => number;
  random: () => number;
}

