export type DeviceErrorCode =
  | 'no_microphone'
  | 'permission_denied'
  | 'device_busy'
  | 'no_camera'
  | 'camera_denied'
  | 'camera_busy'
  | 'insecure_page'
  | 'unsupported_browser';

/** Why there is no microphone or camera (FEATURES M3). */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';

  constructor(
    readonly code: DeviceErrorCode,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}

/** Translates what `getUserMedia` rejects with. */
export function fromMediaError(error: unknown, device: 'microphone' | 'camera'): DeviceError {
  if (error instanceof DeviceError) return error;
  const camera = device === 'camera';
  switch ((error as { name?: string } | undefined)?.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new DeviceError(camera ? 'camera_denied' : 'permission_denied', error);
    case 'NotReadableError':
    case 'AbortError':
      return new DeviceError(camera ? 'camera_busy' : 'device_busy', error);
    default:
      return new DeviceError(camera ? 'no_camera' : 'no_microphone', error);
  }
}
