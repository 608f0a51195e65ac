import { FakeTrack } from './fakeMedia';

let lastPeer = 0;

interface Sdp {
  peer: number;
  offer: number;
  /** Candidates gathered before the description was read are part of it. */
  gathered?: boolean;
}

/**
 * As much of an RTCPeerConnection as negotiation needs, and as strict as a browser about what fits together:
 * an answer to another offer, or a candidate of another peer, is an error.
 */
export class FakePeer {
  readonly id = ++lastPeer;
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: RTCIceCandidateInit | null }) => void) | null = null;
  ontrack: ((event: { track: FakeTrack }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  closed = false;
  restarts = 0;
  private offers = 0;
  private readonly kinds: { kind: 'audio' | 'video'; track: unknown }[] = [];
  private candidates = 0;

  constructor(private configuration: RTCConfiguration) {}

  addTransceiver(trackOrKind: FakeTrack | 'audio' | 'video'): void {
    const kind = typeof trackOrKind === 'string' ? trackOrKind : trackOrKind.kind;
    this.kinds.push({ kind, track: trackOrKind });
    this.needNegotiation();
  }

  getTransceivers(): unknown[] {
    return this.kinds.map((entry) => ({
      direction: 'recvonly',
      receiver: { track: { kind: entry.kind } },
      sender: { replaceTrack: (track: unknown) => Promise.resolve((entry.track = track)) },
    }));
  }

  setLocalDescription(): Promise<void> {
    const answering = this.signalingState === 'have-remote-offer';
    const remote = this.remoteDescription ? (JSON.parse(this.remoteDescription.sdp ?? '{}') as Sdp) : undefined;
    const sdp: Sdp = { peer: this.id, offer: answering ? (remote?.offer ?? 0) : ++this.offers };
    this.localDescription = { type: answering ? 'answer' : 'offer', sdp: JSON.stringify(sdp) };
    this.signalingState = answering ? 'stable' : 'have-local-offer';
    void this.gather();
    return Promise.resolve();
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const sdp = JSON.parse(description.sdp ?? '{}') as Sdp;
    if (description.type === 'answer') {
      if (this.signalingState !== 'have-local-offer') throw new Error('There is no offer to answer.');
      if (sdp.offer !== this.offers) throw new Error('This answers another offer.');
      this.signalingState = 'stable';
    } else {
      if (this.signalingState === 'have-local-offer') this.needNegotiation(); // rolled back
      this.signalingState = 'have-remote-offer';
      if (!this.remoteDescription) this.kinds.push({ kind: 'audio', track: null });
    }
    if (!this.remoteDescription) this.ontrack?.({ track: new FakeTrack('audio') });
    this.remoteDescription = description;
    if (sdp.gathered) this.reach();
    return Promise.resolve();
  }

  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (!this.remoteDescription) throw new Error('There is no remote description.');
    const theirs = (JSON.parse(this.remoteDescription.sdp ?? '{}') as Sdp).peer;
    if ((JSON.parse(candidate.candidate ?? '{}') as Sdp).peer !== theirs) throw new Error('A candidate of another peer.');
    this.reach();
    return Promise.resolve();
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  restartIce(): void {
    this.restarts++;
    this.needNegotiation();
  }

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(
      new Map([
        ['in', { type: 'inbound-rtp', kind: 'audio', bytesReceived: 100 * this.candidates, packetsReceived: 10 * this.candidates }],
      ]),
    );
  }

  close(): void {
    this.closed = true;
    this.connectionState = 'closed';
  }

  private reach(): void {
    this.candidates++;
    if (this.connectionState !== 'connected') this.become('connected');
  }

  /** As in a browser, not before the page has the description. */
  private async gather(): Promise<void> {
    for (let i = 0; i < 5; i++) await Promise.resolve();
    const sdp = JSON.parse(this.localDescription?.sdp ?? '{}') as Sdp;
    this.localDescription = { type: this.localDescription?.type ?? 'offer', sdp: JSON.stringify({ ...sdp, gathered: true }) };
    this.onicecandidate?.({ candidate: { candidate: JSON.stringify({ peer: this.id }) } });
  }

  private needNegotiation(): void {
    queueMicrotask(() => {
      if (!this.closed && this.signalingState === 'stable') this.onnegotiationneeded?.();
    });
  }
}

/** Creates peers and keeps them in order of creation. */
export function fakePeers(): { made: FakePeer[]; create: (configuration: RTCConfiguration) => RTCPeerConnection } {
  const made: FakePeer[] = [];
  return {
    made,
    create: (configuration) => {
      const peer = new FakePeer(configuration);
      made.push(peer);
      return peer as unknown as RTCPeerConnection;
    },
  };
}
