import type { Call, OutgoingSignal } from '../contract/model';
import { peerOf } from '../state/relation';
import { sleep, type Timers } from '../time/timers';
import type { LocalMedia } from './devices';
import { PeerLink, type LinkStatus } from './peerLink';
import { qualityOf, totalsOf, type Quality, type Totals } from './quality';

/** Milliseconds between two looks at the statistics. */
const sampleMs = 2_000;

export interface SessionOptions {
  call: Call;
  userId: string;
  generation: number;
  local: Promise<LocalMedia>;
  timers: Timers;
  createPeer: (configuration: RTCConfiguration) => RTCPeerConnection;
  iceServers: () => Promise<RTCIceServer[]>;
  send: (signal: OutgoingSignal) => void;
  onLocal: (local: LocalMedia) => void;
  onProblem: (error: unknown) => void;
  onRemote: (stream: MediaStream) => void;
  onLink: (status: LinkStatus) => void;
  onQuality: (quality: Quality) => void;
  onGeneration: (generation: number) => void;
}

/** The media of one call, from the moment both sides are bound until it ends. */
export class MediaSession {
  readonly callId: string;
  private readonly peerDevice: string | null | undefined;
  readonly link: PeerLink;
  linkStatus: LinkStatus = 'connecting';
  private closed = false;

  constructor(private readonly options: SessionOptions) {
    const { call, userId, generation, local } = options;
    const { userId: to, deviceId } = peerOf(call, userId);
    this.callId = call.callId;
    this.peerDevice = deviceId;
    this.link = new PeerLink({
      ...options,
      media: call.media,
      polite: call.initiatorId !== userId,
      local: this.openLocal(local),
      send: (type, payload, number) => options.send({ callId: call.callId, to, type, payload, generation: number }),
      onStatus: (status) => this.handleStatus(status),
    });

    // The caller begins a new call; whoever comes back to a running one begins anew.
    if (call.initiatorId === userId || generation > 0 || call.state === 'connected') this.link.offer();
    void this.watchQuality();
  }

  /** Whether the other side goes on from the device that this session is with. */
  isWithSameDevice(call: Call): boolean {
    return peerOf(call, this.options.userId).deviceId === this.peerDevice;
  }

  async totals(): Promise<Totals> {
    const report = await this.link.connection?.getStats();
    return totalsOf(report?.values() ?? []);
  }

  close(): void {
    this.closed = true;
    this.link.close();
  }

  /** Without a microphone the user can at least hear the other side. */
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

  private handleStatus(status: LinkStatus): void {
    if (status === this.linkStatus) return;
    this.linkStatus = status;
    this.options.onLink(status);
  }

  private async watchQuality(): Promise<void> {
    let before: Totals | undefined;
    let generation = 0;
    for (;;) {
      await sleep(this.options.timers, sampleMs);
      if (this.closed) return;
      const now = await this.totals().catch(() => undefined);
      if (!now) continue;
      const sameConnection = generation === this.link.currentGeneration;
      if (before && sameConnection && this.linkStatus === 'connected') this.options.onQuality(qualityOf(now, before));
      before = now;
      generation = this.link.currentGeneration;
    }
  }
}

