import type { Emitter } from '../events/emitter';
import type { Store } from '../events/store';
import type { Api } from '../http/api';
import type { MediaController } from '../media/controller';
import type { Happening } from '../state/reduce';
import type { ClientState } from '../state/state';
import type { Timers } from '../time/timers';
import type { CallClientEvents } from './events';

/** What the parts of a client share. */
export interface Core {
  state: Store<ClientState>;
  dispatch: (happening: Happening) => void;
  events: Emitter<CallClientEvents>;
  api: Api;
  media: MediaController;
  timers: Timers;
  /** Sends a hub command until it is answered. */
  command: <T>(method: string, ...args: unknown[]) => Promise<T>;
}
