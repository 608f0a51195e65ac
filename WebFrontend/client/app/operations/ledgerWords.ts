import type { CommandName, LedgerLine } from '../../sdk';
import { whoWords } from './words';

/** What each command did, and what it tried to do when it changed nothing. */
const words: Record<CommandName, readonly [done: string, tried: string]> = {
  initiate: ['called', 'tried to call'],
  answer: ['answered', 'tried to answer'],
  reject: ['declined', 'tried to decline'],
  hang_up: ['hung up', 'tried to hang up'],
  supersede: ['replaced the call with a newer one', 'tried to replace the call'],
  connected: ['had sound and picture', 'reported sound and picture'],
  media_lost: ['lost sound and picture', 'reported lost sound and picture'],
  mute: ['switched microphone or camera', 'tried to switch microphone or camera'],
  raise_hand: ['raised or lowered their hand', 'tried to raise or lower their hand'],
  expire: ['ended the call at its deadline', 'checked the deadline'],
  drop: ['removed somebody who was away too long', 'checked who was away'],
  force_end: ['ended the call as an administrator', 'tried to end the call as an administrator'],
  join: ['brought the call to this device', 'tried to bring the call to this device'],
  part: ['closed the page', 'closed the page'],
  return: ['came back', 'came back'],
};

const refusals: Record<string, string> = {
  not_found: 'has no part in this call',
  forbidden: 'the rules do not allow it',
  rate_limited: 'too many calls in a short time',
  in_call: 'was in another call',
  not_bound: 'from a device that is not in the call',
};

export interface LineWords {
  /** What happened, as a sentence without a full stop. */
  sentence: string;
  /** Why nothing changed; empty when something did. */
  why: string;
}

/** A line of the ledger in plain words. */
export function lineWords(line: LedgerLine): LineWords {
  const who = whoWords(line);
  // A newer server may know commands that this page does not.
  const [done, tried] = (words as Partial<typeof words>)[line.command] ?? [`sent ${line.command}`, `tried ${line.command}`];
  switch (line.outcome) {
    case 'accepted':
      return { sentence: `${who} ${done}`, why: '' };
    case 'repeated':
      return {
        sentence: `${who} ${done}`,
        why: line.command === 'connected' ? 'the call was already connected' : 'again: nothing changed',
      };
    case 'refused':
      return { sentence: `${who} ${tried}`, why: `refused: ${refusals[line.code ?? ''] ?? line.code ?? 'not allowed'}` };
    case 'lost':
      return { sentence: `${who} ${tried}`, why: lostWhy(line) };
  }
}

function lostWhy({ code, command, state }: LedgerLine): string {
  if (code === 'glare') return 'the two were calling each other: the other call was answered instead';
  if (code === 'supersede') return 'the two were already in a call, which was replaced first';
  if (state === 'ended') return 'too late: the call was over';
  return command === 'answer' || command === 'reject' ? 'too late: it had been answered' : 'from a device that is not in the call';
}

/** How many more commands a line stands for, as `and 1,990 more`; empty for an ordinary one. */
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
