// A curve as SVG: what a call costs over what grows.

const width = 720, height = 320, left = 56, right = 150, top = 36, bottom = 48;
const series = [['cpuMs', 'both', '#1b4f9c'], ['serverCpuMs', 'silo and front-end', '#3d8b5f'], ['databaseCpuMs', 'PostgreSQL', '#b4622d']];

export const curves = {
  connected: { title: 'CPU of a call, while people are connected', x: 'people connected', limit: 1.2 },
  'live-calls': { title: 'CPU of a call, while other calls go on', x: 'live calls', limit: 1.2 },
  history: { title: 'CPU of a call, over lines in people’s histories', x: 'lines of history', limit: 1.2 },
  watchers: { title: 'CPU of a call, while people watch', x: 'watchers of each who is called' },
};

export function draw(points, { title, x: xTitle, limit }) {
  const sizes = points.map(point => point.size).sort((a, b) => a - b);
  const most = Math.max(...points.map(point => point.cpuMs)) * 1.15;
  const step = niceStep(most / 5);
  const first = points.find(point => point.size === sizes[0]);
  const logs = sizes.filter(size => size > 0).map(Math.log10);
  // Sizes are on a logarithmic scale; none is as far below the smallest as a factor of ten.
  const [from, to] = [Math.min(...logs) - (sizes[0] === 0 ? 1 : 0), Math.max(...logs)];
  const x = size => left + (width - left - right) * ((size === 0 ? from : Math.log10(size)) - from) / Math.max(to - from, 1e-9);
  const y = value => height - bottom - (height - top - bottom) * value / most;
  const text = (px, py, words, more = '') => `<text x="${round(px)}" y="${round(py)}" ${more}>${words}</text>`;
  const line = (px, py, qx, qy, more) => `<line x1="${round(px)}" y1="${round(py)}" x2="${round(qx)}" y2="${round(qy)}" ${more}/>`;

  const parts = [text(left, 20, title, 'font-weight="bold"')];
  for (let value = 0; value <= most; value += step) {
    parts.push(line(left, y(value), width - right, y(value), 'stroke="#ddd"'));
    parts.push(text(left - 8, y(value) + 4, `${round(value)}`, 'text-anchor="end"'));
  }
  parts.push(text(left - 44, top - 2, 'ms', 'fill="#555"'));
  for (const size of sizes) parts.push(text(x(size), height - bottom + 18, size.toLocaleString('en'), 'text-anchor="middle"'));
  parts.push(text((left + width - right) / 2, height - 8, xTitle, 'text-anchor="middle" fill="#555"'));
  if (limit && y(first.cpuMs * limit) > top) {
    parts.push(line(left, y(first.cpuMs * limit), width - right, y(first.cpuMs * limit), 'stroke="#999" stroke-dasharray="5 4"'));
    parts.push(text(width - right + 8, y(first.cpuMs * limit) - 6, `${limit} × the first`, 'fill="#777"'));
  }
  for (const [key, name, colour] of series) {
    const sorted = [...points].sort((a, b) => a.size - b.size);
    const path = sorted.map((point, i) => `${i ? 'L' : 'M'}${round(x(point.size))} ${round(y(point[key]))}`).join('');
    parts.push(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const point of sorted) parts.push(`<circle cx="${round(x(point.size))}" cy="${round(y(point[key]))}" r="3" fill="${colour}"/>`);
    parts.push(text(width - right + 8, y(sorted.at(-1)[key]) + 4, name, `fill="${colour}"`));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">\n`
    + `<rect width="${width}" height="${height}" fill="#fff"/>\n${parts.join('\n')}\n</svg>\n`;
}

const round = value => Math.round(value * 100) / 100;

function niceStep(about) {
  const power = 10 ** Math.floor(Math.log10(about));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= about);
}
