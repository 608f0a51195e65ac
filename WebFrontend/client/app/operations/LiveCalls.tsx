import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { PhoneCall, Search } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Call, LiveState } from '../../sdk';
import { useClient } from '../client/ClientProvider';
import { useDebounced } from '../time/useDebounced';
import { useNow } from '../time/useNow';
import { LiveCallRow } from './LiveCallRow';
import { usePolled } from './usePolled';

const states: readonly { state: LiveState | 'all'; label: string }[] = [
  { state: 'all', label: 'All' },
  { state: 'ringing', label: 'Ringing' },
  { state: 'connecting', label: 'Connecting' },
  { state: 'connected', label: 'Connected' },
];

const pageSize = 25;
const most = 200;

interface LiveCallsProps {
  everyMs: number;
  onExplain: (callId: string) => void;
  onEnd: (call: Call) => void;
}

/** Live calls, newest first. */
export function LiveCalls({ everyMs, onExplain, onEnd }: LiveCallsProps) {
  const client = useClient();
  const now = useNow(1_000);
  const [state, setState] = useState<LiveState | 'all'>('all');
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const wanted = useDebounced(search.trim(), 200);
  const calls = usePolled(
    useCallback(
      () => client.api.operations.liveCalls({ state: state === 'all' ? undefined : state, search: wanted, limit }),
      [client, state, wanted, limit],
    ),
    everyMs,
  );
  const items = calls.value?.items ?? [];

  return (
    <section className="section" aria-labelledby="live-calls">
      <div className="section__head">
        <h2 className="section__title" id="live-calls">
          <PhoneCall size={17} aria-hidden /> Live calls
        </h2>
        <label className="search">
          <Search size={18} aria-hidden />
          <span className="visually-hidden">Search by person</span>
          <input
            type="search"
            placeholder="Search by person"
            data-testid="live-search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
        <ToggleGroup
          className="filter"
          aria-label="Show"
          value={[state]}
          onValueChange={([chosen]) => {
            const next = states.find((choice) => choice.state === chosen);
            if (next) setState(next.state);
          }}
        >
          {states.map((choice) => (
            <Toggle key={choice.state} value={choice.state} className="filter__choice" data-testid={`live-${choice.state}`}>
              {choice.label}
            </Toggle>
          ))}
        </ToggleGroup>
      </div>
      {items.length > 0 && (
        <ul className="list" aria-label="Live calls" data-testid="live-calls">
          {items.map((call) => (
            <LiveCallRow key={call.callId} call={call} now={now} onExplain={onExplain} onEnd={onEnd} />
          ))}
        </ul>
      )}
      {calls.value && items.length === 0 && (
        <p className="quiet" data-testid="no-live-calls">
          {wanted || state !== 'all' ? 'No live calls match.' : 'Nobody is in a call just now.'}
        </p>
      )}
      {calls.value?.next && limit < most && (
        <div className="load-more">
          <button type="button" className="button button--quiet" onClick={() => setLimit((shown) => Math.min(shown * 2, most))}>
            Show more
          </button>
        </div>
      )}
      {calls.value?.next && limit >= most && <p className="quiet">These are the newest {most}. Search to find others.</p>}
    </section>
  );
}
