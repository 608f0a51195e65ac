import type { Rate } from '../../sdk';
import { MinuteChart } from './chart/MinuteChart';
import { latencyWords, outcomes } from './words';

/** Rates and latencies of the last hour. */
export function Charts({ rates }: { rates: readonly Rate[] }) {
  const minutes = rates.map(({ at }) => at);
  const ends = rates.map(outcomes);
  return (
    <div className="charts">
      <MinuteChart
        title="Calls ended per minute"
        note="By what became of them, in the last hour."
        kind="bars"
        minutes={minutes}
        series={[
          { label: 'Talked', tone: 'good', values: ends.map(({ talked }) => talked) },
          { label: 'Not answered', tone: 'warning', values: ends.map(({ unanswered }) => unanswered) },
          { label: 'Failed', tone: 'bad', values: ends.map(({ failed }) => failed) },
        ]}
        format={String}
        empty="No call has ended within the last hour."
        testId="chart-calls"
      />
      <MinuteChart
        title="Ring latency"
        note="From the caller's command until everybody's front-end was told, in the last hour."
        kind="lines"
        minutes={minutes}
        series={[
          { label: 'p50', tone: 'accent', values: rates.map(({ ringP50Ms }) => ringP50Ms ?? null) },
          { label: 'p95', tone: 'warning', values: rates.map(({ ringP95Ms }) => ringP95Ms ?? null) },
          { label: 'p99', tone: 'bad', values: rates.map(({ ringP99Ms }) => ringP99Ms ?? null) },
        ]}
        format={(ms) => (ms === 0 ? '0' : latencyWords(ms))}
        empty="Nobody was called within the last hour."
        testId="chart-rings"
      />
    </div>
  );
}
