import { useCallback } from 'react';
import { useClient, useClientState } from '../client/ClientProvider';
import { usePolled } from '../operations/usePolled';
import { PageHeader } from '../shell/PageHeader';
import { useToasts } from '../toasts/useToasts';
import { PasswordForm } from './PasswordForm';
import { SessionList } from './SessionList';

const reloadMs = 60_000;

/** The user's password and sessions. */
export function AccountPage() {
  const client = useClient();
  const { me } = useClientState();
  const { add } = useToasts();
  const sessions = usePolled(
    useCallback(() => client.api.account.sessions(), [client]),
    reloadMs,
  );

  const changePassword = async (current: string, next: string) => {
    await client.api.account.changePassword(current, next);
    add({ kind: 'success', title: 'Your password was changed', text: 'You were signed out everywhere else.' });
    sessions.refresh();
  };
  const endSession = async (id: string) => {
    try {
      await client.api.account.endSession(id);
    } catch {
      add({ kind: 'danger', title: 'That session could not be signed out', text: 'Please try again.' });
    }
    sessions.refresh();
  };

  return (
    <>
      <PageHeader title="Account" lead="Your password, and where you are signed in." />
      <section className="section" aria-labelledby="account-password">
        <h2 className="section__title" id="account-password">
          Change password
        </h2>
        <PasswordForm username={me?.username ?? ''} onChange={changePassword} />
      </section>
      <SessionList sessions={sessions.value?.items} failed={sessions.failed} onEnd={endSession} onRetry={sessions.refresh} />
    </>
  );
}
