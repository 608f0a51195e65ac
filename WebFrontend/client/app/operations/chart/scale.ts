/** Three or four round numbers from 0 up to at least `max`. */
export function niceTicks(max: number): number[] {
  const rough = Math.max(max, 1e-9) / 3;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10);
  const count = Math.ceil(max / step - 1e-9) || 1;
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

/** Stretches of values without gaps, as pairs of index and value. */
export function runs(values: readonly (number | null)[]): [number, number][][] {
  const found: [number, number][][] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last && last.at(-1)?.[0] === index - 1) last.push([index, value]);
    else found.push([[index, value]]);
  });
  return found;
}
