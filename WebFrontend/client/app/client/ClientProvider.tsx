import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import type { CallClient, CallClientEvents, CallView, ClientState, MediaState } from '../../sdk';
import { currentCall } from '../../sdk/state/relation';

const ClientContext = createContext<CallClient | undefined>(undefined);

export function ClientProvider({ client, children }: { client: CallClient; children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>;
}

export function useClient(): CallClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error('There is no ClientProvider around this component.');
  return client;
}

export function useClientState(): ClientState {
  const client = useClient();
  return useSyncExternalStore(
    useCallback((changed) => client.subscribe(changed), [client]),
    () => client.state,
  );
}

/** Part of the state; other changes do not re-render the component. `select` must not create new objects. */
export function useClientSelector<T>(select: (state: ClientState) => T): T {
  const client = useClient();
  return useSyncExternalStore(
    useCallback((changed) => client.subscribe(changed), [client]),
    () => select(client.state),
  );
}

export function useMediaState(): MediaState {
  const client = useClient();
  return useSyncExternalStore(
    useCallback((changed) => client.subscribeMedia(changed), [client]),
    () => client.media,
  );
}

export function useCurrentCall(): CallView | undefined {
  return currentCall(useClientState());
}

/** Calls the latest `listener` for every event while the component is mounted. */
export function useClientEvent<Name extends keyof CallClientEvents>(
  name: Name,
  listener: (payload: CallClientEvents[Name]) => void,
): void {
  const client = useClient();
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => client.on(name, (payload) => newest.current(payload)), [client, name]);
}
