import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Call } from '../../sdk';
import { useClient } from '../client/ClientProvider';
import { PageHeader } from '../shell/PageHeader';
import '../styles/operations/index.css';
import { Charts } from './Charts';
import { EndCallDialog } from './EndCallDialog';
import { ExplainDialog } from './ExplainDialog';
import { ExplainForm } from './ExplainForm';
import { LiveCalls } from './LiveCalls';
import { Processes } from './Processes';
import { Tiles } from './Tiles';
import { useExplained } from './useExplained';
import { usePolled } from './usePolled';

const everyMs = 2_000;
const ratesEveryMs = 5_000;

/** What operators see and do (FEATURES K5, U7). */
export default function OperationsPage() {
  const client = useClient();
  const cluster = usePolled(
    useCallback(() => client.api.operations.cluster(), [client]),
    everyMs,
  );
  const rates = usePolled(
    useCallback(() => client.api.operations.rates(), [client]),
    ratesEveryMs,
  );
  const [explained, explain] = useExplained();
  const [ending, setEnding] = useState<Call>();

  return (
    <div className="operations">
      <PageHeader title="Operations" lead="The cluster as it is now.">
        <ExplainForm onExplain={explain} />
      </PageHeader>
      <div role="status">
        {cluster.failed && <Trouble>The server is not answering. These figures may be out of date.</Trouble>}
        {!cluster.failed && cluster.value?.complete === false && (
          <Trouble>Part of the cluster did not answer in time. Some figures are missing.</Trouble>
        )}
      </div>
      {cluster.value ? (
        <>
          <Tiles cluster={cluster.value} rates={rates.value?.items ?? []} />
          {rates.value && <Charts rates={rates.value.items} />}
          <LiveCalls everyMs={everyMs} onExplain={explain} onEnd={setEnding} />
          <Processes cluster={cluster.value} />
        </>
      ) : (
        !cluster.failed && (
          <div className="load-more">
            <LoaderCircle className="spin" size={20} aria-label="Loading" />
          </div>
        )
      )}
      {explained && <ExplainDialog key={explained} callId={explained} everyMs={everyMs} onClose={() => explain(undefined)} />}
      {ending && (
        <EndCallDialog
          call={ending}
          onClose={() => setEnding(undefined)}
          onEnded={() => {
            setEnding(undefined);
            cluster.refresh();
          }}
        />
      )}
    </div>
  );
}

function Trouble({ children }: { children: string }) {
  return (
    <p className="banner banner--trouble">
      <TriangleAlert size={17} aria-hidden />
      {children}
    </p>
  );
}
