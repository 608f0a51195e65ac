import type { Series } from './series';

interface ChartTableProps {
  title: string;
  minutes: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
}

/** The chart's numbers as a table, also for screen readers; leaves out minutes in which nothing happened. */
export function ChartTable({ title, minutes, series, format }: ChartTableProps) {
  const told = minutes.map((_, index) => index).filter((index) => series.some(({ values }) => values[index])).reverse();
  return (
    <details className="chart__details">
      <summary>As a table</summary>
      <div className="chart__table">
        <table>
          <caption className="visually-hidden">{title}, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Minute</th>
              {series.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.length === 0 && (
              <tr>
                <td colSpan={series.length + 1}>Nothing happened.</td>
              </tr>
            )}
            {told.map((index) => (
              <tr key={minutes[index]}>
                <th scope="row">{new Date(minutes[index] ?? 0).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })}</th>
                {series.map(({ label, values }) => (
                  <td key={label}>{values[index] == null ? '–' : format(values[index])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
