// The tables of docs/performance.md, from JSON lines. A table whose lines are missing stays as it is.

const engineOf = line => line.engine.startsWith('OrleansCalls') ? 'embedded' : 'Orleans';
const median = values => {
  const sorted = values.filter(value => value != null).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor((sorted.length - 1) / 2)] : undefined;
};
const number = (value, digits = 2) => value == null || Number.isNaN(value) ? '–'
  : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const markdown = (headings, rows) => rows.length === 0 ? undefined : [
  `| ${headings.join(' | ')} |`, `|${headings.map((_, i) => i ? '---:' : '---').join('|')}|`, ...rows.map(row => `| ${row.join(' | ')} |`),
].join('\n');

function groupBy(items, keyOf) {
  const groups = {};
  for (const item of items) (groups[keyOf(item)] ??= []).push(item);
  return groups;
}

/** Medians of the runs of first-call that are alike. */
function calls(lines) {
  const groups = groupBy(lines.filter(line => line.bench === 'first-call' && line.calls !== undefined), line =>
    JSON.stringify([engineOf(line), line.server, line.silos, line.frontends, line.pace, line.connected]));
  return Object.values(groups).map(runs => ({
    ...runs[0],
    engine: engineOf(runs[0]),
    ...Object.fromEntries(['callsPerSecond', 'cpuMs', 'serverCpuMs', 'siloCpuMs', 'databaseCpuMs', 'commits', 'walFlushes', 'walBytes',
      'diskBytes', 'memoryMiB'].map(key => [key, median(runs.map(run => run[key]))])),
    ...Object.fromEntries(['ring', 'answer', 'relay', 'end'].flatMap(kind => ['p50', 'p99'].map(share =>
      [`${kind}${share}`, median(runs.map(run => run[kind][share]))]))),
  }));
}

const usual = { server: 'product', engine: 'embedded', silos: 1, connected: false };
const one = (runs, wanted) => runs.find(run => Object.entries({ ...usual, ...wanted }).every(([key, value]) => run[key] === value));
const most = runs => runs.find(run => run.pace.startsWith('max'))?.pace;
const goal = (what, asked, value, met) => value == null ? undefined : [what, asked, value, met ? 'yes' : '**no**'];

export const tables = {
  goals(lines) {
    const runs = calls(lines), max = most(runs);
    const [product, bare, cluster, orleans] =
      [{}, { server: 'bare' }, { silos: 3 }, { engine: 'Orleans' }].map(wanted => one(runs, { pace: max, ...wanted }));
    const ring = { one: one(runs, { pace: '100/s' })?.ringp99, cluster: one(runs, { pace: '100/s', silos: 3 })?.ringp99 };
    const first = lines.find(line => line.bench === 'first-ring' && line.what === 'first ring' && line.silos === 1);
    const idle = lines.filter(line => line.bench === 'idle' && line.server === 'product').sort((a, b) => a.people - b.people);
    const memory = idle.find(line => line.people === 5000), beats = idle.at(-1);
    const ratio = (a, b) => a != null && b != null ? a / b : undefined;
    const at = (what, asked, value, limit, digits = 2, atLeast = false) =>
      goal(what, asked, value == null ? undefined : number(value, digits), atLeast ? value >= limit : value <= limit);
    return markdown(['goal', 'asked', 'measured', 'met'], [
      at('most calls per second, of the bare hub’s', '≥ 0.65', ratio(product?.callsPerSecond, bare?.callsPerSecond), 0.65, 2, true),
      at('CPU of a call at the most, of the bare hub’s', '≤ 1.6', ratio(product?.cpuMs, bare?.cpuMs), 1.6),
      at('CPU on Orleans, of the embedded engine’s', '≤ 1.25', ratio(orleans?.cpuMs, product?.cpuMs), 1.25),
      at('most calls per second of three silos and two front-ends, of one process’', '≥ 0.6',
        ratio(cluster?.callsPerSecond, product?.callsPerSecond), 0.6, 2, true),
      at('their CPU of a call, of one process’', '≤ 1.8', ratio(cluster?.cpuMs, product?.cpuMs), 1.8),
      at('their ring p99 at 100/s, of one process’', '≤ 3', ratio(ring.cluster, ring.one), 3),
      at('first ring after a start, ms', '≤ 100', first?.p50, 100, 0),
      at('memory of a connected person, KiB', '≤ 27', memory && memory.serverKiBPerPerson + memory.databaseKiBPerPerson, 27, 1),
      at(`heartbeats of ${number(beats?.people, 0)} people, % of a core for each 10,000`, '≤ 20',
        beats && beats.cpuPercent / beats.people * 10000, 20, 0),
      ...growth(lines).filter(curve => curve.name !== 'watchers')
        .map(curve => at(`CPU of a call, ${curve.name} from ${number(curve.from.size, 0)} to ${number(curve.to.size, 0)}`, '≤ 1.2',
          curve.factor, 1.2)),
    ].filter(Boolean));
  },

  calls: lines => markdown(
    ['server', 'pace', 'calls/s', 'CPU ms', 'server', 'PostgreSQL', 'ring p50', 'ring p99', 'relay p99', 'end p99'],
    calls(lines).map(run => [
      name(run), run.pace, number(run.callsPerSecond, 0), number(run.cpuMs), number(run.serverCpuMs),
      run.server === 'bare' ? '–' : number(run.databaseCpuMs), number(run.ringp50), number(run.ringp99), number(run.relayp99),
      number(run.endp99),
    ])),

  database: lines => markdown(
    ['server', 'pace', 'transactions', 'WAL flushes', 'WAL bytes', 'disk bytes'],
    calls(lines).filter(run => run.server === 'product').map(run => [
      name(run), run.pace, number(run.commits), number(run.walFlushes), number(run.walBytes, 0), number(run.diskBytes, 0)])),

  'first-ring': lines => markdown(
    ['after a start, ms', 'silos', 'front-ends', 'p50', 'max'],
    lines.filter(line => line.bench === 'first-ring').map(line =>
      [`${line.what} (${engineOf(line)})`, line.silos, line.frontends, number(line.p50, 0), number(line.max, 0)])),

  idle: lines => markdown(
    ['server', 'people', 'KiB each, server', 'KiB each, PostgreSQL', 'CPU, % of a core', 'µs per heartbeat'],
    lines.filter(line => line.bench === 'idle').map(line => [name({ ...line, engine: engineOf(line) }), number(line.people, 0),
      number(line.serverKiBPerPerson, 1), number(line.databaseKiBPerPerson, 1), number(line.cpuPercent, 1),
      number(line.microsecondsPerHeartbeat, 0)])),

  'sign-in': lines => markdown(
    ['engine', 'people at once', 'seconds', 'per second', 'CPU ms each', 'ring p50, p99 meanwhile', 'before'],
    lines.filter(line => line.bench === 'sign-in').map(line => [
      engineOf(line), line.people, number(line.seconds, 1), number(line.perSecond, 1),
      number(line.cpuMs, 0), `${number(line.ringMeanwhile.p50, 1)}, ${number(line.ringMeanwhile.p99, 1)}`,
      `${number(line.ringAlone.p50, 1)}, ${number(line.ringAlone.p99, 1)}`])),

  curves: lines => growth(lines).filter(curve => curve.points.length > 1)
    .map(curve => `![CPU of a call over ${curve.name}](images/growth-${curve.name}.svg)`).join('\n') || undefined,

  growth: lines => markdown(
    ['curve', 'size', 'CPU ms', '× the first', 'server', 'PostgreSQL', 'CPU % without calls', 'ring p50', 'ring p99'],
    growth(lines).flatMap(curve => curve.points.map(point => [curve.name, number(point.size, 0), number(point.cpuMs),
      number(point.cpuMs / curve.from.cpuMs), number(point.serverCpuMs), number(point.databaseCpuMs), number(point.idleCpuPercent, 1),
      number(point.ring.p50), number(point.ring.p99)]))),

  sizing(lines) {
    const runs = calls(lines);
    const call = one(runs, { pace: '500/s', connected: true }) ?? one(runs, { pace: '500/s' });
    const cluster = one(runs, { pace: most(runs), silos: 3 }), alone = one(runs, { pace: most(runs) });
    const idle = lines.filter(line => line.bench === 'idle' && line.server === 'product').sort((a, b) => a.people - b.people).at(-1);
    if (!call || !cluster || !alone || !idle) return undefined;
    const spread = Math.max(1, cluster.serverCpuMs / alone.serverCpuMs), inSilos = cluster.siloCpuMs / cluster.serverCpuMs;
    const [processMiB, callsPerHour, hoursPerYear, hoursPerDay] = [250, 4, 8 * 250, 8];
    return markdown(['', '10,000 people', '100,000', '1,000,000'], [
      ['calls started per second', people => number(people * callsPerHour / 3600, 0)],
      ['cores of silos', people => number(2 * cores(people) * inSilos, 1)],
      ['cores of front-ends', people => number(2 * cores(people) * (1 - inSilos), 1)],
      ['silos of 4 cores', people => Math.max(3, Math.ceil(2 * cores(people) * inSilos / 4))],
      ['front-ends of 4 cores', people => Math.max(2, Math.ceil(2 * cores(people) * (1 - inSilos) / 4))],
      ['memory of all of them, GiB', people => number((people * idle.serverKiBPerPerson / 1024 + 5 * processMiB) / 1024, 1)],
      ['cores of PostgreSQL', people => number(2 * perSecond(people) * call.databaseCpuMs / 1000)],
      ['transactions per second', people => number(perSecond(people) * call.commits, 0)],
      ['WAL, GB a day', people => number(perSecond(people) * 3600 * hoursPerDay * call.walBytes / 1e9, 1)],
      ['calls a year, million', people => number(perSecond(people) * 3600 * hoursPerYear / 1e6, 0)],
      ['rows of calls and people a year, million', people => number(3 * perSecond(people) * 3600 * hoursPerYear / 1e6, 0)],
      ['disk a year, TB', people => number(perSecond(people) * 3600 * hoursPerYear * call.diskBytes / 1e12)],
    ].map(([what, of]) => [what, ...[1e4, 1e5, 1e6].map(of)]));

    function perSecond(people) { return people * callsPerHour / 3600; }
    function cores(people) {
      return perSecond(people) * call.serverCpuMs * spread / 1000 + people / 10 * idle.microsecondsPerHeartbeat / 1e6;
    }
  },
};

function name(run) {
  if (run.server === 'bare') return 'bare hub';
  const size = run.silos * run.frontends > 1 ? `, ${run.silos} silos, ${run.frontends} front-ends` : '';
  return `${run.engine}${size}${run.connected ? ', with *connected*' : ''}`;
}

/** The curves of growth, each with its points by size. */
export function growth(lines) {
  const points = lines.filter(line => line.bench === 'growth' && line.cpuMs !== undefined && engineOf(line) === 'embedded');
  return Object.entries(groupBy(points, point => point.curve)).map(([name, found]) => {
    const sorted = found.sort((a, b) => a.size - b.size);
    return { name, points: sorted, from: sorted[0], to: sorted.at(-1), factor: sorted.at(-1).cpuMs / sorted[0].cpuMs };
  });
}
