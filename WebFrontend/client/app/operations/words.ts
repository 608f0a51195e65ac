import type { Call, LedgerLine, Rate, Silo } from '../../sdk';

/** `512 MB`, `1.2 GB`. */
export function bytesWords(bytes: number): string {
  const mega = bytes / (1024 * 1024);
  return mega < 1000 ? `${Math.round(mega)} MB` : `${(mega / 1024).toFixed(1)} GB`;
}

/** How long something has been running: `3 min`, `5 h 12 min`, `4 d 2 h`. */
export function uptimeWords(startedAt: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 60_000));
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor(minutes / 60) % 24} h`;
}

/** Milliseconds at a sensible precision: `0.8 ms`, `42 ms`, `1.3 s`. */
export function latencyWords(ms: number | null | undefined): string {
  if (ms == null) return '–';
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** An address without Orleans' prefix and generation: `10.0.0.5:11111`. */
export function addressWords(address: string): string {
  return address.replace(/^S/, '').replace(/:\d+$/, '');
}

export type Health = 'good' | 'warning' | 'bad';

const siloStates: Record<string, { words: string; health: Health }> = {
  active: { words: 'Active', health: 'good' },
  created: { words: 'Starting', health: 'warning' },
  joining: { words: 'Joining', health: 'warning' },
  shuttingdown: { words: 'Leaving', health: 'warning' },
  stopping: { words: 'Leaving', health: 'warning' },
  dead: { words: 'Dead', health: 'bad' },
  silent: { words: 'Silent', health: 'bad' },
  unknown: { words: 'Unknown', health: 'warning' },
};

export function siloState({ status }: Pick<Silo, 'status'>): { words: string; health: Health } {
  return siloStates[status] ?? { words: status, health: 'warning' };
}

/** How calls ended, in the three groups an operator cares about. */
export function outcomes({ reasons }: Pick<Rate, 'reasons'>): { talked: number; unanswered: number; failed: number } {
  const of = (...names: (keyof Rate['reasons'])[]) => names.reduce((sum, name) => sum + (reasons[name] ?? 0), 0);
  return {
    talked: of('completed', 'superseded'),
    unanswered: of('missed', 'rejected', 'cancelled', 'busy', 'offline', 'dnd'),
    failed: of('dropped', 'failed'),
  };
}

/** The caller and the others. */
export function partiesOf(call: Pick<Call, 'participants' | 'initiatorId'>): { caller: string; callees: string } {
  const names = (called: boolean) =>
    call.participants.filter(({ userId }) => (userId !== call.initiatorId) === called).map(({ displayName }) => displayName).join(', ');
  return { caller: names(false), callees: names(true) };
}

/** Whoever sent the command, as the subject of a sentence. */
export function whoWords({ displayName, userId }: Pick<LedgerLine, 'displayName' | 'userId'>): string {
  return displayName ?? (userId ? 'An unknown person' : 'The cluster');
}
