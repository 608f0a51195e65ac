import type { Cluster, Rate } from '../../sdk';
import { latencyWords, siloState } from './words';

interface TilesProps {
  cluster: Cluster;
  rates: readonly Rate[];
}

/** The cluster in six numbers. */
export function Tiles({ cluster, rates }: TilesProps) {
  const { ringing, connecting, connected } = cluster.liveCalls;
  const active = cluster.silos.filter((silo) => siloState(silo).health === 'good').length;
  const serving = cluster.frontEnds.filter(({ status }) => status === 'serving').length;
  const lastMinute = rates.at(-2);
  const lastRung = rates.slice(-5).findLast(({ rings }) => rings > 0);
  return (
    <dl className="tiles" data-testid="tiles">
      <Tile name="Live calls" value={ringing + connecting + connected} detail={liveWords({ connected, connecting, ringing })} />
      <Tile name="Started last minute" value={lastMinute?.started ?? 0} detail={`${lastMinute?.ended ?? 0} ended`} />
      <Tile
        name="Ring latency p99"
        value={latencyWords(lastRung?.ringP99Ms)}
        detail={lastRung ? `half within ${latencyWords(lastRung.ringP50Ms)}` : 'no ring in five minutes'}
      />
      <Tile name="People online" value={cluster.users} detail={cluster.devices === 1 ? '1 device' : `${cluster.devices} devices`} />
      <Tile
        name="Silos"
        value={active}
        detail={active === cluster.silos.length ? 'all active' : `of ${cluster.silos.length}`}
        alarming={active < cluster.silos.length}
      />
      <Tile
        name="Front-ends"
        value={serving}
        detail={serving === cluster.frontEnds.length ? 'all serving' : `of ${cluster.frontEnds.length}`}
        alarming={serving < cluster.frontEnds.length}
      />
    </dl>
  );
}

/** Leaves out zeros: `2 connected · 1 ringing`. */
function liveWords(states: Record<string, number>): string {
  const there = Object.entries(states).filter(([, count]) => count > 0);
  return there.map(([state, count]) => `${count} ${state}`).join(' · ') || 'all is quiet';
}

interface TileProps {
  name: string;
  value: number | string;
  detail: string;
  alarming?: boolean;
}

function Tile({ name, value, detail, alarming = false }: TileProps) {
  return (
    <div className="tile" data-alarming={alarming || undefined}>
      <dt className="tile__name">{name}</dt>
      <dd className="tile__value">{value}</dd>
      <dd className="tile__detail">{detail}</dd>
    </div>
  );
}
