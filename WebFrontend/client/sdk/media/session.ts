import type { Call, OutgoingSignal, Participant, Signal } from '../contract/model';
import { othersOf } from '../state/relation';
import type { Timers } from '../time/timers';
import type { LocalMedia } from './devices';
import type { OthersMedia } from './mediaState';
import { Remote } from './remote';

export interface SessionOptions {
  callId: string;
  userId: string;
  /** The highest generation known of this call; 0 in a new one. */
  generation: number;
  local: Promise<LocalMedia>;
  timers: Timers;
  createPeer: (configuration: RTCConfiguration) => RTCPeerConnection;
  iceServers: () => Promise<RTCIceServer[]>;
  send: (signal: OutgoingSignal) => void;
  /** Takes the signals of a participant that came before there was a link to them. */
  takeHeld: (from: string) => Signal[];
  onLocal: (local: LocalMedia) => void;
  onProblem: (error: unknown) => void;
  onRemotes: (remotes: OthersMedia['remotes']) => void;
  onGeneration: (generation: number) => void;
}

/** The media of one call on this device: ours, and a link to each other participant who has joined. */
export class MediaSession {
  readonly callId: string;
  /** The highest of all links, so that a new link to somebody is always ahead of the last one. */
  generation: number;
  private readonly remotes = new Map<string, Remote>();
  private readonly local: Promise<MediaStream>;
  private closed = false;

  constructor(private readonly options: SessionOptions) {
    this.callId = options.callId;
    this.generation = options.generation;
    this.local = this.openLocal(options.local);
  }

  /** Links everybody who has joined and drops those who left. Another device knows nothing of a link, so a move makes a new one. */
  follow(call: Call): void {
    const joined = othersOf(call, this.options.userId).filter(({ status }) => status === 'joined');
    for (const [userId, remote] of this.remotes) {
      if (joined.some((other) => other.userId === userId && other.deviceId === remote.deviceId)) continue;
      remote.close();
      this.remotes.delete(userId);
      this.tell();
    }
    for (const other of joined) if (!this.remotes.has(other.userId)) this.begin(call, other);
  }

  /** False when there is no link to the sender yet. */
  receive(signal: Signal): boolean {
    const remote = this.remotes.get(signal.from);
    remote?.link.receive(signal);
    return remote !== undefined;
  }

  restart(): void {
    for (const { link } of this.remotes.values()) link.restart();
  }

  replaceTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void {
    for (const { link } of this.remotes.values()) link.replaceTrack(kind, track);
  }

  get connections(): RTCPeerConnection[] {
    return [...this.remotes.values()].flatMap(({ link }) => link.connection ?? []);
  }

  close(): void {
    this.closed = true;
    for (const remote of this.remotes.values()) remote.close();
  }

  private begin(call: Call, { userId: to, deviceId }: Participant): void {
    const { userId } = this.options;
    const { callId, generation } = this;
    // Of two people, one gives way and the other begins: the initiator, or else whose id comes first.
    const polite = call.initiatorId === to || (call.initiatorId !== userId && userId > to);
    const remote = new Remote({
      ...this.options,
      deviceId,
      media: call.media,
      polite,
      generation,
      local: this.local,
      send: (type, payload, number) => this.options.send({ callId, to, type, payload, generation: number }),
      onChange: () => this.tell(),
      onGeneration: (number) => this.raise(number),
    });
    this.remotes.set(to, remote);
    this.tell();
    // Whoever comes back to a running call begins anew.
    if (!polite || generation > 0 || call.state === 'connected') remote.link.offer();
    for (const signal of this.options.takeHeld(to)) remote.link.receive(signal);
  }

  /** Without a microphone the user can at least hear the others. */
  private async openLocal(local: Promise<LocalMedia>): Promise<MediaStream> {
    try {
      const opened = await local;
      if (!this.closed) this.options.onLocal(opened);
      return opened.stream;
    } catch (error) {
      if (!this.closed) this.options.onProblem(error);
      return new MediaStream();
    }
  }

  private raise(generation: number): void {
    if (generation <= this.generation) return;
    this.generation = generation;
    this.options.onGeneration(generation);
  }

  private tell(): void {
    this.options.onRemotes(new Map([...this.remotes].map(([userId, { media }]) => [userId, media])));
  }
}
