import { Server, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Cluster, FrontEnd, Process, Silo } from '../../sdk';
import { agoWords } from '../time/format';
import { addressWords, bytesWords, siloState, uptimeWords, type Health } from './words';

/** After this long without a report, a process is shown as out of date. */
const silentMs = 15_000;

interface ProcessesProps {
  cluster: Cluster;
}

/** Silos and front-ends, each with its load. */
export function Processes({ cluster }: ProcessesProps) {
  const now = Date.parse(cluster.at);
  return (
    <>
      <section className="section" aria-labelledby="silos">
        <h2 className="section__title" id="silos">
          <Server size={17} aria-hidden /> Silos <span className="section__count">{cluster.silos.length}</span>
        </h2>
        <ul className="cards" data-testid="silos">
          {cluster.silos.map((silo) => (
            <SiloCard key={silo.address} silo={silo} now={now} />
          ))}
        </ul>
      </section>
      <section className="section" aria-labelledby="front-ends">
        <h2 className="section__title" id="front-ends">
          <Waypoints size={17} aria-hidden /> Front-ends <span className="section__count">{cluster.frontEnds.length}</span>
        </h2>
        <ul className="cards" data-testid="front-ends">
          {cluster.frontEnds.map((frontEnd) => (
            <FrontEndCard key={frontEnd.process.name + frontEnd.url} frontEnd={frontEnd} now={now} />
          ))}
        </ul>
      </section>
    </>
  );
}

function SiloCard({ silo, now }: { silo: Silo; now: number }) {
  const { words, health } = siloState(silo);
  const grains = Object.entries(silo.activations).sort(([, one], [, other]) => other - one);
  return (
    <li className="card" data-testid="silo" data-status={silo.status} data-address={silo.address}>
      <CardHead name={addressWords(silo.address)} title={silo.address} words={words} health={health} process={silo.process} now={now} />
      {health !== 'bad' && (
        <dl className="facts">
          <Fact name="People" value={silo.users} />
          <Fact name="Devices" value={silo.devices} />
          <Fact name="Writes waiting" value={silo.writesWaiting} />
          <Usage process={silo.process} />
        </dl>
      )}
      {grains.length > 0 && (
        <details className="card__more">
          <summary>{grains.reduce((sum, [, count]) => sum + count, 0)} grains in memory</summary>
          <dl className="card__grains">
            {grains.map(([type, count]) => (
              <div key={type}>
                <dt>{type}</dt>
                <dd>{count}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

const frontEndStates: Record<FrontEnd['status'], { words: string; health: Health }> = {
  serving: { words: 'Serving', health: 'good' },
  draining: { words: 'Draining', health: 'warning' },
  silent: { words: 'Silent', health: 'bad' },
};

function FrontEndCard({ frontEnd, now }: { frontEnd: FrontEnd; now: number }) {
  const { words, health } = frontEndStates[frontEnd.status];
  return (
    <li className="card" data-testid="front-end" data-status={frontEnd.status}>
      <CardHead
        name={frontEnd.url.replace(/^https?:\/\//, '') || frontEnd.process.name}
        title={frontEnd.url}
        words={words}
        health={health}
        process={frontEnd.process}
        now={now}
      />
      {health !== 'bad' && (
        <dl className="facts">
          <Fact name="Connections" value={frontEnd.connections} />
          <Fact name="Events waiting" value={frontEnd.eventsWaiting} />
          <Usage process={frontEnd.process} />
        </dl>
      )}
    </li>
  );
}

interface CardHeadProps {
  name: string;
  title: string;
  words: string;
  health: Health;
  process: Process | null | undefined;
  now: number;
}

function CardHead({ name, title, words, health, process, now }: CardHeadProps) {
  return (
    <div className="card__head">
      <div className="card__names">
        <h3 className="card__name" title={title}>
          {name}
        </h3>
        <p className="card__detail">
          {process ? `${process.name} · ${process.version}` : 'has not said how it is yet'}
          {process &&
            (health === 'bad' || now - Date.parse(process.heardAt) > silentMs
              ? ` · last heard ${agoWords(process.heardAt, now)}`
              : ` · up ${uptimeWords(process.startedAt, now)}`)}
        </p>
      </div>
      <Pill health={health}>{words}</Pill>
    </div>
  );
}

export function Pill({ health, children }: { health: Health | 'calm'; children: ReactNode }) {
  return (
    <span className="pill" data-health={health}>
      {children}
    </span>
  );
}

function Usage({ process }: { process: Process | null | undefined }) {
  return (
    <>
      <Fact name="Memory" value={process ? bytesWords(process.memoryBytes) : '–'} />
      <Fact name="Processors" value={process ? process.processors.toFixed(2) : '–'} />
    </>
  );
}

function Fact({ name, value }: { name: string; value: number | string }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
