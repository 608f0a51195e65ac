import { SignalOutbox } from '../calls/signalOutbox';
import { hubMethods } from '../contract/hub';
import type { Call } from '../contract/model';
import { Latest } from '../events/latest';
import { MediaController } from '../media/controller';
import type { LinkStatus } from '../media/peerLink';
import type { Core } from './core';
import type { Surroundings } from './options';

type Deps = Pick<Core, 'api' | 'state' | 'events' | 'command'> & { learnCall: (call: Call) => void };

/** Connects media to the server: signals in their order, of reports and flags only the newest. */
export function createMedia(surroundings: Surroundings, { api, state, events, command, learnCall }: Deps): MediaController {
  const outbox = new SignalOutbox(
    surroundings.timers,
    (signal) => command(hubMethods.signal, signal),
    (callId) => state.get().calls.has(callId),
  );
  const reports = new Latest(async ({ callId, status }: { callId: string; status: LinkStatus }) => {
    learnCall(await command<Call>(status === 'connected' ? hubMethods.connected : hubMethods.mediaLost, callId));
  });
  const flags = new Latest(async ({ callId, muted, cameraOff }: { callId: string; muted: boolean; cameraOff: boolean }) => {
    learnCall(await command<Call>(hubMethods.mute, callId, muted, cameraOff));
  });

  return new MediaController({
    ...surroundings,
    userId: () => state.get().me?.id ?? '',
    iceServers: () => api.iceServers(),
    send: (signal) => outbox.put(signal),
    report: (callId, status) => reports.put({ callId, status }),
    tellFlags: (callId, muted, cameraOff) => flags.put({ callId, muted, cameraOff }),
    onProblem: (error) => events.emit('deviceProblem', error),
  });
}
