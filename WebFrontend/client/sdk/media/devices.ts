import type { Media } from '../contract/model';
import { DeviceError, fromMediaError } from './deviceError';

export interface LocalMedia {
  stream: MediaStream;
  /** Why a video call lacks our picture; the call goes on with sound. */
  cameraProblem?: DeviceError;
}

/** The browser's microphone and camera, replaceable in tests. */
export interface Devices {
  /** @throws {DeviceError} when there is no microphone to be had. */
  open(media: Media): Promise<LocalMedia>;
  /** @throws {DeviceError} */
  openCamera(): Promise<MediaStreamTrack>;
  /** Whether {@link open} will succeed at once, without asking the user. */
  ready(media: Media): Promise<boolean>;
}

const sound: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const picture: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' };

export const browserDevices: Devices = {
  async open(media) {
    const devices = mediaDevices();
    if (media === 'audio') return { stream: await microphone(devices) };
    try {
      return { stream: await devices.getUserMedia({ audio: sound, video: picture }) };
    } catch (error) {
      // The browser does not say which of the two failed, so ask for the one a call cannot do without.
      return { stream: await microphone(devices), cameraProblem: fromMediaError(error, 'camera') };
    }
  },

  async openCamera() {
    try {
      const stream = await mediaDevices().getUserMedia({ video: picture });
      const [track] = stream.getVideoTracks();
      if (track) return track;
    } catch (error) {
      throw fromMediaError(error, 'camera');
    }
    throw new DeviceError('no_camera');
  },

  async ready(media) {
    try {
      const names = media === 'video' ? ['microphone', 'camera'] : ['microphone'];
      const found = await mediaDevices().enumerateDevices();
      if (!found.some(({ kind }) => kind === 'audioinput')) return false;
      const states = await Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName })));
      return states.every(({ state }) => state === 'granted');
    } catch {
      return false; // not every browser knows these permissions
    }
  },
};

async function microphone(devices: MediaDevices): Promise<MediaStream> {
  try {
    return await devices.getUserMedia({ audio: sound });
  } catch (error) {
    throw fromMediaError(error, 'microphone');
  }
}

function mediaDevices(): MediaDevices {
  if (!globalThis.isSecureContext) throw new DeviceError('insecure_page');
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices || typeof RTCPeerConnection === 'undefined') throw new DeviceError('unsupported_browser');
  return devices;
}

export function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
