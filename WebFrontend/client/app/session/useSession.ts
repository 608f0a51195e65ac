import { useCallback, useEffect, useState } from 'react';
import { CallError } from '../../sdk';
import { useClient, useClientEvent } from '../client/ClientProvider';
import { loadInside } from '../loadInside';

export interface Session {
  status: 'checking' | 'out' | 'in';
  /** It expired or was revoked. */
  expired: boolean;
  /** @throws {CallError} `unauthenticated` for a wrong name or password. */
  signIn: (username: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
}

const retryMs = 2_000;

/** Whether the user is signed in, possibly by a cookie from an earlier visit. */
export function useSession(): Session {
  const client = useClient();
  const [status, setStatus] = useState<Session['status']>(() => (client.api.mayBeSignedIn() ? 'checking' : 'out'));
  const [expired, setExpired] = useState(false);

  const enter = useCallback(() => {
    client.start();
    setExpired(false);
    setStatus('in');
  }, [client]);

  useEffect(() => {
    let over = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const check = () => {
      client.api.me().then(
        () => {
          if (!over) enter();
        },
        (error: unknown) => {
          if (over) return;
          // A restarting server must not look like the end of the session.
          if (error instanceof CallError && error.transient) retry = setTimeout(check, retryMs);
          else setStatus('out');
        },
      );
    };
    if (client.api.mayBeSignedIn()) check();
    return () => {
      over = true;
      clearTimeout(retry);
    };
  }, [client, enter]);

  useClientEvent('signedOut', () => {
    setExpired(true);
    setStatus('out');
  });

  const signIn = useCallback(
    async (username: string, password: string) => {
      void loadInside();
      await client.api.login(username, password);
      enter();
    },
    [client, enter],
  );

  const signOut = useCallback(async () => {
    await client.leave();
    client.stop();
    setStatus('out');
    await client.api.logout().catch(() => undefined);
  }, [client]);

  return { status, expired, signIn, signOut };
}
