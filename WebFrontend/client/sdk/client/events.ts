import type { CallError } from '../contract/errors';
import type { CallCommands } from '../contract/hub';
import type { Call } from '../contract/model';
import type { DeviceError } from '../media/deviceError';
import type { Relation } from '../state/relation';

/** What a page may want to react to; everything else is in the state. */
export interface CallClientEvents {
  /** A call rings on this device. */
  incoming: Call;
  /** It rang here, and another of the user's devices answered. */
  answeredElsewhere: Call;
  connected: Call;
  /** `was` is what the call was to this device; absent when it ended before this device heard of it. */
  ended: { call: Call; was?: Relation | undefined };
  /** There is no microphone or camera. The call may go on without. */
  deviceProblem: DeviceError;
  /** A command was refused or not answered. Also thrown by the method that sent it. */
  refused: { command: 'call' | 'answer' | 'join' | 'decline' | 'hangUp' | keyof CallCommands; callId: string; error: CallError };
  /** The session is over; sign in again and call `start()`. */
  signedOut: undefined;
}
