import type { CallClientEvents, CallError, DeviceErrorCode } from '../../sdk';
import { durationWords } from '../time/format';
import type { Notice } from './useToasts';

/** `in 3 min 20 s`, as the end of "Try again …". */
export function waitWords(seconds: number | undefined): string {
  return seconds === undefined ? 'in a few minutes' : `in ${durationWords(seconds)}`;
}

/** Why a command was not carried out. */
export function refusalNotice(error: CallError, command: CallClientEvents['refused']['command']): Notice {
  switch (error.code) {
    case 'rate_limited':
      return {
        kind: 'warning',
        title: 'Too many calls in a short time',
        text: `You can call again ${waitWords(error.retryAfterSeconds)}.`,
      };
    case 'forbidden':
      return { kind: 'warning', title: 'You cannot call this person', text: 'The rules of your organisation do not allow it.' };
    case 'in_call':
      return { kind: 'warning', title: 'You are in a call', text: 'Hang up before you call somebody else.' };
    case 'not_found':
      return command === 'call'
        ? { kind: 'warning', title: 'This person cannot be called' }
        : { kind: 'info', title: 'This call is over' };
    case 'not_bound':
      return { kind: 'info', title: 'This call is on another device' };
    case 'unreachable':
    case 'unavailable':
      return {
        kind: 'danger',
        title: command === 'call' ? 'The call could not be placed' : 'The server cannot be reached',
        text: 'Check your connection and try again.',
      };
    default:
      return { kind: 'danger', title: 'That did not work', text: 'Please try again.' };
  }
}

const devices: Record<DeviceErrorCode, Notice> = {
  no_microphone: { kind: 'danger', title: 'No microphone found', text: 'Connect a microphone and try again.' },
  permission_denied: {
    kind: 'danger',
    title: 'The microphone is blocked',
    text: 'Allow it for this site in the address bar of your browser, then try again.',
  },
  device_busy: { kind: 'danger', title: 'The microphone is in use', text: 'Close the other program that uses it and try again.' },
  no_camera: { kind: 'info', title: 'No camera found', text: 'The others hear you but cannot see you.' },
  camera_denied: {
    kind: 'info',
    title: 'The camera is blocked',
    text: 'The others hear you but cannot see you. Allow it in the address bar of your browser.',
  },
  camera_busy: { kind: 'info', title: 'The camera is in use by another program', text: 'The others hear you but cannot see you.' },
  insecure_page: { kind: 'danger', title: 'Calls need a secure page', text: 'Open this site with https:// and try again.' },
  unsupported_browser: {
    kind: 'danger',
    title: 'This browser cannot make calls',
    text: 'Use a current version of Chrome, Edge, Firefox or Safari.',
  },
};

export function deviceNotice(code: DeviceErrorCode): Notice {
  return devices[code];
}
