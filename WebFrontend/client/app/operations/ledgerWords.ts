import type { CommandName, LedgerLine } from '../../sdk';
import { whoWords } from './words';

const done: Record<CommandName, string> = {
  initiate: 'called',
  answer: 'answered',
  reject: 'declined',
  hang_up: 'hung up',
  supersede: 'replaced the call with a newer one',
  connected: 'had sound and picture',
  media_lost: 'lost sound and picture',
  mute: 'switched microphone or camera',
  expire: 'ended the call at its deadline',
  drop: 'removed who was away for too long',
  force_end: 'ended the call as an administrator',
  join: 'brought the call to this device',
  part: 'closed the page',
  return: 'came back',
};

const tried: Record<CommandName, string> = {
  initiate: 'tried to call',
  answer: 'tried to answer',
  reject: 'tried to decline',
  hang_up: 'tried to hang up',
  supersede: 'tried to replace the call',
  connected: 'reported sound and picture',
  media_lost: 'reported lost sound and picture',
  mute: 'tried to switch microphone or camera',
  expire: 'looked at the deadline',
  drop: 'looked for who was away',
  force_end: 'tried to end the call as an administrator',
  join: 'tried to bring the call to this device',
  part: 'closed the page',
  return: 'came back',
};

const refusals: Record<string, string> = {
  not_found: 'has no part in this call',
  forbidden: 'the rules do not allow it',
  rate_limited: 'too many calls in a short time',
  in_call: 'was in another call',
  not_bound: 'from a device that is not in the call',
};

export interface LineWords {
  /** What happened, as a sentence without its end. */
  sentence: string;
  /** Why it changed nothing; empty when it did. */
  why: string;
}

/** A line of the ledger as somebody would tell it. */
export function lineWords(line: LedgerLine): LineWords {
  const who = whoWords(line);
  switch (line.outcome) {
    case 'accepted':
      return { sentence: `${who} ${done[line.command]}`, why: '' };
    case 'repeated':
      return { sentence: `${who} ${done[line.command]}`, why: line.command === 'connected' ? 'the call was connected already' : 'again: nothing changed' };
    case 'refused':
      return { sentence: `${who} ${tried[line.command]}`, why: `refused: ${refusals[line.code ?? ''] ?? line.code ?? 'not allowed'}` };
    case 'lost':
      return { sentence: `${who} ${tried[line.command]}`, why: lostWhy(line) };
  }
}

function lostWhy({ code, command, state }: LedgerLine): string {
  if (code === 'glare') return 'the other one was just calling: that call was answered instead';
  if (code === 'supersede') return 'the two were in a call already: that one was replaced first';
  if (state === 'ended') return 'too late: the call was over';
  return command === 'answer' || command === 'reject' ? 'too late: it was answered already' : 'from a device that is not in the call';
}

/** What a line stands for beside its own command, as `and 1,990 more`; empty for an ordinary one. */
export function moreWords({ more }: LedgerLine): string {
  return more ? `and ${more.toLocaleString('en')} more` : '';
}

/** Seconds since the first line, as `+0.00 s`, `+12.4 s`, `+3 min 20 s`. */
export function offsetWords(at: string, since: string): string {
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(since)) / 1000);
  if (seconds < 10) return `+${seconds.toFixed(2)} s`;
  if (seconds < 60) return `+${seconds.toFixed(1)} s`;
  return `+${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
