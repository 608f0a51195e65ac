import { runs } from './scale';
import type { Series } from './series';

interface MarksProps {
  kind: 'bars' | 'lines';
  series: readonly Series[];
  left: number;
  /** The width of a minute. */
  step: number;
  y: (value: number) => number;
}

/** Stacked bars, or lines with gaps where there is no value. */
export function Marks({ kind, series, left, step, y }: MarksProps) {
  return kind === 'bars' ? <Bars series={series} left={left} step={step} y={y} /> : <Lines series={series} left={left} step={step} y={y} />;
}

function Bars({ series, left, step, y }: Omit<MarksProps, 'kind'>) {
  const gap = step > 6 ? 2 : 1;
  const below = new Map<number, number>();
  return series.map(({ label, tone, values }) => (
    <g key={label} className="chart__bars" data-tone={tone}>
      {values.map((value, index) => {
        if (!value) return null;
        const from = below.get(index) ?? 0;
        below.set(index, from + value);
        const x = left + step * index + gap / 2;
        return (
          <rect
            key={index}
            x={x}
            y={y(from + value)}
            width={Math.max(step - gap, 1)}
            height={y(from) - y(from + value)}
            rx={Math.min(1.5, step / 4)}
          />
        );
      })}
    </g>
  ));
}

function Lines({ series, left, step, y }: Omit<MarksProps, 'kind'>) {
  const x = (index: number) => left + step * (index + 0.5);
  return series.map(({ label, tone, values }) => (
    <g key={label} className="chart__lines" data-tone={tone}>
      {runs(values).map((run) => {
        const [first] = run;
        if (!first) return null;
        if (run.length === 1) return <circle key={first[0]} cx={x(first[0])} cy={y(first[1])} r={2.5} />;
        return <polyline key={first[0]} points={run.map(([index, value]) => `${x(index)},${y(value)}`).join(' ')} />;
      })}
    </g>
  ));
}
