const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds as on a clock: `0:07`, `12:34`, `1:02:03`. */
export function clockWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** Seconds in words: `45 s`, `3 min 20 s`, `1 h 5 min`. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** How long ago, roughly: `just now`, `5 minutes ago`, `yesterday`. */
export function agoWords(iso: string, now: number, locale = 'en'): string {
  const ms = now - Date.parse(iso);
  if (ms < minute) return 'just now';
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (ms < hour) return relative.format(-Math.floor(ms / minute), 'minute');
  if (ms < day) return relative.format(-Math.floor(ms / hour), 'hour');
  return relative.format(-Math.floor(ms / day), 'day');
}

/** The time of day, with the date unless it is today. */
export function momentWords(iso: string, now: number, locale?: string): string {
  const moment = new Date(iso);
  const time = moment.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  if (moment.toDateString() === new Date(now).toDateString()) return time;
  if (moment.toDateString() === new Date(now - day).toDateString()) return `Yesterday, ${time}`;
  const sameYear = moment.getFullYear() === new Date(now).getFullYear();
  const date = moment.toLocaleDateString(locale, { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) });
  return `${date}, ${time}`;
}
