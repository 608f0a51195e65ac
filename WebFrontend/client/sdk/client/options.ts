import type { Devices } from '../media/devices';
import type { TonePlayer } from '../sound/player';
import type { Timers } from '../time/timers';
import type { Socket } from '../transport/socket';

export interface CallClientOptions {
  /** Origin of the server, such as `https://calls.example.com`; empty for the page's own. */
  baseUrl?: string;
  /** For pages of another origin. Without it the page's own cookie authenticates. */
  accessToken?: () => string | Promise<string>;
  /** Kept by the client in `sessionStorage` when not given: one per tab, the same after a reload. */
  deviceId?: string;
  /** Ring and ringback; false when the page makes its own. Default true. */
  sound?: boolean;
}

/** What tests put in the place of the browser and the server. */
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

