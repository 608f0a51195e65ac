import { useCallback, useState } from 'react';
import { ChannelsPage } from '../channels/ChannelsPage';
import { useClientState, useCurrentCall } from '../client/ClientProvider';
import { HistoryPage } from '../log/HistoryPage';
import { MissedPage } from '../log/MissedPage';
import { NotificationPrompt } from '../notifications/NotificationPrompt';
import { PeoplePage } from '../people/PeoplePage';
import { useCallLayout } from '../calls/callLayout';
import { ConnectionBanner } from './ConnectionBanner';
import { Navigation } from './Navigation';
import { PageTitle } from './PageTitle';
import { useRoute } from './routes';

const pages = { '/': PeoplePage, '/channels': ChannelsPage, '/missed': MissedPage, '/history': HistoryPage };

interface ShellProps {
  onSignOut: () => Promise<void>;
}

export function Shell({ onSignOut }: ShellProps) {
  const route = useRoute();
  const { me } = useClientState();
  const { docked } = useCallLayout();
  const covered = useCurrentCall()?.phase === 'active' && !docked;
  const [leaving, setLeaving] = useState(false);
  const Page = pages[route];

  const signOut = useCallback(() => {
    setLeaving(true);
    void onSignOut();
  }, [onSignOut]);

  return (
    <div className="shell" inert={covered || leaving} aria-busy={!me}>
      <PageTitle />
      <Navigation onSignOut={signOut} />
      <main className="page">
        <ConnectionBanner />
        <NotificationPrompt />
        <Page key={route} />
      </main>
    </div>
  );
}
