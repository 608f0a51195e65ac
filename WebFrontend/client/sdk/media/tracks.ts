import type { Media } from '../contract/model';

type Kind = 'audio' | 'video';

/**
 * Puts our tracks on a connection. Each kind gets one transceiver in both directions even without a track,
 * so that a camera switched on later needs no new negotiation.
 */
export async function attachTracks(peer: RTCPeerConnection, media: Media, local: MediaStream, answering: boolean): Promise<void> {
  for (const kind of media === 'video' ? (['audio', 'video'] as const) : (['audio'] as const)) {
    const track = local.getTracks().find((candidate) => candidate.kind === kind);
    const offered = answering ? transceiverOf(peer, kind) : undefined;
    if (offered) {
      offered.direction = 'sendrecv';
      await offered.sender.replaceTrack(track ?? null);
    } else if (!answering) {
      peer.addTransceiver(track ?? kind, { direction: 'sendrecv', streams: [local] });
    }
  }
}

export async function replaceTrack(peer: RTCPeerConnection, kind: Kind, track: MediaStreamTrack | null): Promise<void> {
  await transceiverOf(peer, kind)?.sender.replaceTrack(track);
}

function transceiverOf(peer: RTCPeerConnection, kind: Kind): RTCRtpTransceiver | undefined {
  return peer
    .getTransceivers()
    .find((transceiver) => transceiver.receiver.track.kind === kind && transceiver.direction !== 'stopped');
}
