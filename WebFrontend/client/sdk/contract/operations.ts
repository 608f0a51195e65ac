import type { CallCommands } from './hub';
import type { Call, CallState, EndReason } from './model';

/** What administrators see of the cluster. */
export interface Cluster {
  at: string;
  /** False when part of the cluster did not answer in time, so that its figures are missing. */
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
  /** When it last reported. */
  heardAt: string;
  /** Processors in use. */
  processors: number;
  memoryBytes: number;
}

export interface Silo {
  address: string;
  /** `active`, `joining`, `shuttingdown`, …; `silent` when no longer in the membership, `unknown` when that does not answer. */
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

/** Figures for one minute. */
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

/** Commands by clients, and what the cluster itself does to a call. */
export type CommandName =
  | Snake<Uncapitalize<keyof CallCommands | 'Initiate'>>
  | 'supersede'
  | 'expire'
  | 'drop'
  | 'force_end'
  | 'part'
  | 'return';

export type CommandOutcome = 'accepted' | 'repeated' | 'lost' | 'refused';

/** A command to a call and its outcome. */
export interface LedgerLine {
  at: string;
  callId: string;
  command: CommandName;
  outcome: CommandOutcome;
  /** Why it was refused, or how it was redirected: `glare`, `supersede`. */
  code?: string | null;
  /** Absent when the cluster itself did it. */
  userId?: string | null;
  displayName?: string | null;
  deviceId?: string | null;
  version?: number | null;
  state?: CallState | null;
  silo: string;
  /** How many earlier commands of the same person the line also stands for. */
  more?: number | null;
}

export interface ExplainedCall {
  callId: string;
  /** Absent when there never was such a call. */
  call?: Call | null;
  lines: LedgerLine[];
}

export type LiveState = Exclude<CallState, 'ended'>;
