import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { ChartTable } from './ChartTable';
import { Marks } from './Marks';
import { niceTicks } from './scale';
import type { Series } from './series';
import { useWidth } from './useWidth';

const height = 176;
const edge = { top: 10, right: 6, bottom: 22, left: 56 };

interface MinuteChartProps {
  title: string;
  /** Explains what is counted. */
  note: string;
  kind: 'bars' | 'lines';
  /** The start of each minute, oldest first. */
  minutes: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
  empty: string;
  testId: string;
}

/** Values by minute. The legend shows the minute under the pointer or chosen by the arrow keys, else the last one. */
export function MinuteChart({ title, note, kind, minutes, series, format, empty, testId }: MinuteChartProps) {
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const [chosen, setChosen] = useState<number>();
  const last = minutes.length - 1;
  const shown = Math.min(chosen ?? last, last);
  const stacked = minutes.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const highest =
    kind === 'bars' ? Math.max(...stacked, 0) : Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)), 0);
  const isEmpty = highest === 0;
  const ticks = niceTicks(Math.max(highest, kind === 'bars' ? 3 : 1));
  const top = ticks.at(-1) ?? 1;
  const inner = { width: Math.max(width - edge.left - edge.right, 0), height: height - edge.top - edge.bottom };
  const step = inner.width / Math.max(minutes.length, 1);
  const y = (value: number) => edge.top + inner.height * (1 - value / top);

  const point = (event: PointerEvent) => {
    const left = event.currentTarget.getBoundingClientRect().left + edge.left;
    setChosen(Math.max(0, Math.min(last, Math.floor((event.clientX - left) / step))));
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setChosen(Math.max(0, Math.min(last, to)));
  };

  return (
    <figure className="chart" data-testid={testId}>
      <figcaption className="chart__head">
        <h2 className="chart__title">{title}</h2>
        <time className="chart__moment" dateTime={minutes[shown]}>
          {shown === last ? 'This minute' : clock(minutes[shown])}
        </time>
      </figcaption>
      <ul className="chart__legend" aria-live={chosen === undefined ? 'off' : 'polite'}>
        {series.map(({ label, tone, values }) => (
          <li key={label} className="chart__key" data-tone={tone}>
            <span className="chart__swatch" data-kind={kind} aria-hidden />
            <span>{label}</span>
            <b>{values[shown] == null ? '–' : format(values[shown])}</b>
          </li>
        ))}
      </ul>
      <div
        ref={plot}
        className="chart__plot"
        role="group"
        aria-roledescription="chart"
        aria-label={`${title}. ${note} Use the arrow keys to go from minute to minute.`}
        tabIndex={0}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setChosen(undefined)}
        onBlur={() => setChosen(undefined)}
        onKeyDown={press}
      >
        {width > 0 && (
          <svg width={width} height={height} aria-hidden>
            {ticks.map((tick) => (
              <g key={tick}>
                <line className="chart__grid" x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
                <text className="chart__tick" x={edge.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                  {format(tick)}
                </text>
              </g>
            ))}
            {timeTicks(minutes, width).map((index) => (
              <text
                key={index}
                className="chart__tick"
                x={edge.left + step * (index + 0.5)}
                y={height - 5}
                textAnchor={index === last ? 'end' : 'middle'}
              >
                {index === last ? 'now' : clock(minutes[index])}
              </text>
            ))}
            {chosen !== undefined && (
              <rect className="chart__band" x={edge.left + step * shown} y={edge.top} width={step} height={inner.height} />
            )}
            <Marks kind={kind} series={series} left={edge.left} step={step} y={y} />
          </svg>
        )}
        {isEmpty && <p className="chart__empty">{empty}</p>}
      </div>
      <ChartTable title={title} minutes={minutes} series={series} format={format} />
    </figure>
  );
}

/** Every quarter of an hour (half an hour on narrow screens), and now. */
function timeTicks(minutes: readonly string[], width: number): number[] {
  const every = width < 420 ? 20 : 15;
  const last = minutes.length - 1;
  return minutes.map((_, index) => index).filter((index) => (last - index) % every === 0);
}

function clock(at: string | undefined): string {
  return at ? new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' }) : '';
}
