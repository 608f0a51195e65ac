import { SignalOutbox } from '../calls/signalOutbox';
import type { HubMethods } from '../contract/hub';
import { Latest } from '../events/latest';
import { MediaController } from '../media/controller';
import type { LinkStatus } from '../media/peerLink';
import type { Core } from './core';
import type { Surroundings } from './options';

type Deps = Pick<Core, 'api' | 'state' | 'events' | 'ask'>;

/** Connects media to the server: signals in order, but only the newest report and flags. */
export function createMedia(surroundings: Surroundings, { api, state, events, ask }: Deps): MediaController {
  const outbox = new SignalOutbox(
    surroundings.timers,
    (signal) => ask('Signal', signal),
    (callId) => state.get().calls.has(callId),
  );
  const reports = new Latest(({ callId, status }: { callId: string; status: LinkStatus }) =>
    ask(status === 'connected' ? 'Connected' : 'MediaLost', callId),
  );
  const flags = new Latest((mute: HubMethods['Mute']) => ask('Mute', ...mute));

  return new MediaController({
    ...surroundings,
    userId: () => state.get().me?.id ?? '',
    iceServers: () => api.iceServers(),
    send: (signal) => outbox.put(signal),
    report: (callId, status) => reports.put({ callId, status }),
    tellFlags: (...mute) => flags.put(mute),
    onProblem: (error) => events.emit('deviceProblem', error),
  });
}
