import type { Presence, PresenceStatus } from '../../sdk';
import { agoWords } from '../time/format';

const words: Record<PresenceStatus, string> = {
  offline: 'Offline',
  online: 'Online',
  away: 'Away',
  busy: 'Busy',
  dnd: 'Do not disturb',
  calling: 'Calling',
  ringing: 'Ringing',
  in_call: 'In a call',
};

export function statusWords(status: PresenceStatus): string {
  return words[status];
}

/** The line under a person's name. */
export function presenceWords({ status, lastSeen }: Pick<Presence, 'status' | 'lastSeen'>, now: number): string {
  if (status === 'offline' && lastSeen) return `Last seen ${agoWords(lastSeen, now)}`;
  return statusWords(status);
}
