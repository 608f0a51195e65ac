import type { Media, Signal, SignalType } from '../contract/model';
import { CandidateBuffer } from './candidates';
import { attachTracks, replaceTrack } from './tracks';

/** `lost` may heal; the server decides when it has lasted too long. */
export type LinkStatus = 'connecting' | 'connected' | 'lost';

export interface PeerLinkOptions {
  media: Media;
  /** Whether we give way when both sides make an offer at once (perfect negotiation). */
  polite: boolean;
  /** The highest generation known of this call; 0 in a new one. */
  generation: number;
  local: Promise<MediaStream>;
  createPeer: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** Fetched for every connection and restart, as TURN credentials are short-lived. */
  iceServers: () => Promise<RTCIceServer[]>;
  send: (type: SignalType, payload: string, generation: number) => void;
  onRemote: (stream: MediaStream) => void;
  onStatus: (status: LinkStatus) => void;
  onGeneration: (generation: number) => void;
}

/**
 * The media connection to one other person, through as many peer connections as it takes.
 *
 * Each peer connection is a generation, numbered from 1. Whoever makes a new one (the caller at first, later whoever
 * reloaded or failed) raises the number and makes the offer; whoever receives an offer with a higher number makes a new
 * peer connection too; signals with a lower number are ignored. An ICE restart stays in its generation.
 *
 * All work is done one step at a time, so our offer is either complete or not begun when theirs
 * is handled: two offers have crossed exactly when the signalling state is not stable.
 */
export class PeerLink {
  private peer: RTCPeerConnection | undefined;
  private generation: number;
  private ignoredOffer = false;
  /** A restart for lost media is under way, or did not help. */
  private healing = false;
  private closed = false;
  private work: Promise<void> = Promise.resolve();
  private readonly candidates = new CandidateBuffer();

  constructor(private readonly options: PeerLinkOptions) {
    this.generation = options.generation;
  }

  get connection(): RTCPeerConnection | undefined {
    return this.peer;
  }

  get currentGeneration(): number {
    return this.generation;
  }

  /** Makes a new peer connection and offers it. */
  offer(): void {
    this.enqueue(() => this.begin(this.generation + 1, true));
  }

  /** ICE restart, as after every change of network; a connection that never got an answer is replaced instead. */
  restart(): void {
    this.enqueue(async () => {
      const { peer } = this;
      if (!peer) return;
      if (peer.remoteDescription === null) {
        await this.begin(this.generation + 1, true);
        return;
      }
      peer.setConfiguration({ ...peer.getConfiguration(), iceServers: await this.freshIceServers() });
      peer.restartIce();
    });
  }

  receive(signal: Signal): void {
    this.enqueue(() => (signal.type === 'ice' ? this.handleCandidate(signal) : this.handleDescription(signal)));
  }

  replaceTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void {
    this.enqueue(async () => {
      if (this.peer) await replaceTrack(this.peer, kind, track);
    });
  }

  close(): void {
    this.closed = true;
    this.discard();
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.closed) return;
      try {
        await task();
      } catch (error) {
        if (!this.stopped()) console.warn('A step of the negotiation failed.', error);
      }
    });
  }

  private async begin(generation: number, offering: boolean): Promise<void> {
    const iceServers = await this.freshIceServers();
    const local = await this.options.local;
    if (this.closed) return;

    this.discard();
    this.generation = generation;
    this.healing = false;
    this.ignoredOffer = false;
    const peer = this.options.createPeer({ iceServers, bundlePolicy: 'max-bundle' });
    this.peer = peer;
    this.options.onGeneration(generation);
    this.listen(peer, generation);
    if (offering) await attachTracks(peer, this.options.media, local, false);
  }

  private listen(peer: RTCPeerConnection, generation: number): void {
    const remote = new MediaStream();
    const present = () => this.peer === peer;
    peer.onnegotiationneeded = () => {
      this.enqueue(async () => {
        if (!present() || peer.signalingState !== 'stable') return;
        await peer.setLocalDescription();
        this.sendDescription(peer);
      });
    };
    peer.onicecandidate = ({ candidate }) => {
      if (present() && candidate) this.options.send('ice', JSON.stringify(candidate), generation);
    };
    peer.ontrack = ({ track }) => {
      remote.addTrack(track);
      if (present()) this.options.onRemote(remote);
    };
    peer.onconnectionstatechange = () => {
      if (present()) this.handleConnectionState(peer.connectionState);
    };
  }

  private handleConnectionState(state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      this.healing = false;
      this.options.onStatus('connected');
    } else if (state === 'disconnected' || state === 'failed') {
      this.options.onStatus('lost');
      if (this.healing) this.offer();
      else this.restart();
      this.healing = true;
    }
  }

  private async handleDescription(signal: Signal): Promise<void> {
    const offered = signal.type === 'offer';
    if (signal.generation < this.generation) {
      if (offered) await this.tellGeneration();
      return;
    }

    if (signal.generation > this.generation) {
      if (!offered) return;
      await this.begin(signal.generation, false);
    } else if (offered && this.crossed()) {
      this.ignoredOffer = !this.options.polite;
      if (this.ignoredOffer) return;
      // Both began this generation at once: drop our connection. A later offer of ours is only rolled back.
      if (!this.peer?.remoteDescription) await this.begin(signal.generation, false);
    }

    const { peer } = this;
    if (!peer || this.stopped() || (!offered && peer.signalingState !== 'have-local-offer')) return;

    const first = peer.remoteDescription === null;
    await peer.setRemoteDescription(JSON.parse(signal.payload) as RTCSessionDescriptionInit);
    if (offered) {
      if (first) await attachTracks(peer, this.options.media, await this.options.local, true);
      await peer.setLocalDescription();
      this.sendDescription(peer);
    }
    for (const candidate of this.candidates.take(this.generation)) await this.add(peer, candidate);
  }

  /** They may have missed our offer, as in a reload; without another one both would wait for ever. */
  private async tellGeneration(): Promise<void> {
    const { peer } = this;
    if (!peer?.localDescription || peer.connectionState === 'connected') return;
    if (peer.signalingState === 'have-local-offer') this.sendDescription(peer);
    else await this.begin(this.generation + 1, true);
  }

  private crossed(): boolean {
    return this.peer !== undefined && this.peer.signalingState !== 'stable';
  }

  private async handleCandidate(signal: Signal): Promise<void> {
    if (signal.generation < this.generation) return;
    const candidate = JSON.parse(signal.payload) as RTCIceCandidateInit;
    if (signal.generation > this.generation || !this.peer?.remoteDescription) {
      this.candidates.hold(signal.generation, candidate);
    } else {
      await this.add(this.peer, candidate);
    }
  }

  private async add(peer: RTCPeerConnection, candidate: RTCIceCandidateInit): Promise<void> {
    try {
      await peer.addIceCandidate(candidate);
    } catch (error) {
      // It belongs to an offer we ignored, or to credentials that a restart replaced.
      if (!this.ignoredOffer) console.debug('A candidate was not accepted.', error);
    }
  }

  private sendDescription(peer: RTCPeerConnection): void {
    const description = peer.localDescription;
    if (description && this.peer === peer) {
      this.options.send(description.type as SignalType, JSON.stringify(description), this.generation);
    }
  }

  private async freshIceServers(): Promise<RTCIceServer[]> {
    try {
      return await this.options.iceServers();
    } catch {
      return this.peer?.getConfiguration().iceServers ?? [];
    }
  }

  private stopped(): boolean {
    return this.closed;
  }

  private discard(): void {
    const { peer } = this;
    this.peer = undefined;
    if (!peer) return;
    peer.onnegotiationneeded = peer.onicecandidate = peer.ontrack = peer.onconnectionstatechange = null;
    peer.close();
  }
}
