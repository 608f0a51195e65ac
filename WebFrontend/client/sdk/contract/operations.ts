import type { CallCommands } from './hub';
import type { Call, CallState, EndReason } from './model';

/** What administrators see of the cluster. */
export interface Cluster {
  at: string;
  /** False when some part of the cluster did not answer in time; what it would have said is missing. */
  complete: boolean;
  silos: Silo[];
  frontEnds: FrontEnd[];
  liveCalls: { ringing: number; connecting: number; connected: number };
  users: number;
  devices: number;
}

export interface Process {
  /** Machine and process number. */
  name: string;
  version: string;
  startedAt: string;
  /** When it last said how it is. */
  heardAt: string;
  /** How many processors it keeps busy. */
  processors: number;
  memoryBytes: number;
}

export interface Silo {
  address: string;
  /** `active`, `joining`, `shuttingdown`, …; `silent` when the membership no longer knows it, `unknown` when that does not answer. */
  status: string;
  process?: Process | null;
  users: number;
  devices: number;
  writesWaiting: number;
  linesWaiting: number;
  /** Grains in memory, by type. */
  activations: Record<string, number>;
}

export interface FrontEnd {
  url: string;
  status: 'serving' | 'draining' | 'silent';
  process: Process;
  connections: number;
  eventsWaiting: number;
}

/** One minute. */
export interface Rate {
  at: string;
  started: number;
  ended: number;
  reasons: Partial<Record<EndReason, number>>;
  rings: number;
  ringP50Ms?: number | null;
  ringP95Ms?: number | null;
  ringP99Ms?: number | null;
}

/** `mediaLost` as `media_lost`. */
type Snake<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : Text;

/** What a client may ask of a call, and what the cluster does to it. */
export type CommandName =
  | Snake<Uncapitalize<keyof CallCommands | 'Initiate'>>
  | 'supersede'
  | 'expire'
  | 'drop'
  | 'force_end'
  | 'part'
  | 'return';

export type CommandOutcome = 'accepted' | 'repeated' | 'lost' | 'refused';

/** A command to a call, and what came of it. */
export interface LedgerLine {
  at: string;
  callId: string;
  command: CommandName;
  outcome: CommandOutcome;
  /** Why it was refused, or where it was sent: `glare`, `supersede`. */
  code?: string | null;
  /** Missing when the cluster did it. */
  userId?: string | null;
  displayName?: string | null;
  deviceId?: string | null;
  version?: number | null;
  state?: CallState | null;
  silo: string;
  /** How many commands of the same person it stands for beside its own, which is the last of them. */
  more?: number | null;
}

export interface ExplainedCall {
  callId: string;
  /** Missing when it was never made. */
  call?: Call | null;
  lines: LedgerLine[];
}

export type LiveState = Exclude<CallState, 'ended'>;
