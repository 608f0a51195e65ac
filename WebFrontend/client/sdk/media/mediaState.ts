import type { DeviceErrorCode } from './deviceError';
import type { LinkStatus } from './peerLink';
import type { Quality } from './quality';

/** Sound and picture of the call on this device. */
export interface MediaState {
  callId?: string;
  local?: MediaStream | undefined;
  remote?: MediaStream | undefined;
  link: LinkStatus;
  muted: boolean;
  cameraOff: boolean;
  /** Why there is no picture of ours in a video call. */
  cameraProblem?: DeviceErrorCode | undefined;
  /** Unknown until media has flowed for a few seconds. */
  quality?: Quality | undefined;
  generation: number;
}

export const noMedia: MediaState = { link: 'connecting', muted: false, cameraOff: false, generation: 0 };

/** Totals over the present peer connection, for tests and support. */
export interface Diagnostics {
  bytesSent: number;
  bytesReceived: number;
  framesDecoded: number;
  audioBytesReceived: number;
  pcState: RTCPeerConnectionState | 'none';
  generation: number;
}
