import type { DeviceErrorCode } from './deviceError';
import type { LinkStatus } from './peerLink';
import type { Quality } from './quality';

/** Sound and picture of one other participant. */
export interface RemoteMedia {
  stream?: MediaStream | undefined;
  link: LinkStatus;
  /** Unknown until media has flowed for a few seconds. */
  quality?: Quality | undefined;
}

/** Sound and picture of the others in the call. */
export interface OthersMedia {
  /** By user id; everybody else who has joined. */
  remotes: ReadonlyMap<string, RemoteMedia>;
  /** Of the call as a whole: connected while media flows with anybody, lost when it no longer flows with anybody. */
  link: LinkStatus;
  /** The other person's stream in a call of two; a group has `remotes` only. */
  remote?: MediaStream | undefined;
  /** The quality in a call of two, as `remote`. */
  quality?: Quality | undefined;
}

/** Sound and picture of the call on this device. */
export interface MediaState extends OthersMedia {
  callId?: string;
  local?: MediaStream | undefined;
  muted: boolean;
  cameraOff: boolean;
  /** Why a video call has no picture of ours. */
  cameraProblem?: DeviceErrorCode | undefined;
}

export function othersMedia(remotes: OthersMedia['remotes']): OthersMedia {
  const all = [...remotes.values()];
  const link = (['connected', 'lost'] as const).find((status) => all.some((remote) => remote.link === status)) ?? 'connecting';
  const only = all.length === 1 ? all[0] : undefined;
  return { remotes, link, remote: only?.stream, quality: only?.quality };
}

export const noMedia: MediaState = { ...othersMedia(new Map()), muted: false, cameraOff: false };

/** Totals over the present peer connections, for tests and support. */
export interface Diagnostics {
  bytesSent: number;
  bytesReceived: number;
  framesDecoded: number;
  audioBytesReceived: number;
  /** Of several connections, `connected` when one of them is. */
  pcState: RTCPeerConnectionState | 'none';
  /** The highest of the call. */
  generation: number;
}
