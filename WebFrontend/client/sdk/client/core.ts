import type { HubAnswer, HubMethods } from '../contract/hub';
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
  /** Asks the hub until it answers. When the answer is a call, the state has taken it over by then. */
  ask: <Name extends keyof HubMethods>(method: Name, ...args: HubMethods[Name]) => Promise<HubAnswer<Name>>;
}
