import { useCallback } from 'react';
import type { Media, Person } from '../../sdk';
import { useClient, useClientSelector } from '../client/ClientProvider';

/** `CallToasts` reports what goes wrong, so there is nothing to do here. */
const told = () => undefined;

export interface CallActions {
  call: (person: Person, media: Media) => void;
  answer: (callId: string) => void;
  join: (callId: string) => void;
  decline: (callId: string) => void;
  hangUp: (callId: string) => void;
  /** A call is being placed already. */
  calling: boolean;
}

export function useCallActions(): CallActions {
  const client = useClient();
  const calling = useClientSelector(({ dialling }) => dialling !== undefined);
  return {
    calling,
    call: useCallback(
      ({ userId, displayName, avatarUrl }, media) => void client.call({ userId, displayName, avatarUrl }, media).catch(told),
      [client],
    ),
    answer: useCallback((callId) => void client.answer(callId).catch(told), [client]),
    join: useCallback((callId) => void client.join(callId).catch(told), [client]),
    decline: useCallback((callId) => void client.decline(callId).catch(told), [client]),
    hangUp: useCallback((callId) => void client.hangUp(callId).catch(told), [client]),
  };
}
