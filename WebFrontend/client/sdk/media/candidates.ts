/** More candidates than any peer gathers; beyond it something is wrong, and the oldest are dropped. */
const limit = 256;

/** ICE candidates that arrived before their description, by generation. */
export class CandidateBuffer {
  private held: { generation: number; candidate: RTCIceCandidateInit }[] = [];

  hold(generation: number, candidate: RTCIceCandidateInit): void {
    this.held.push({ generation, candidate });
    if (this.held.length > limit) this.held.shift();
  }

  /** Takes those of `generation` and drops older ones; newer ones stay. */
  take(generation: number): RTCIceCandidateInit[] {
    const taken = this.held.filter((entry) => entry.generation === generation);
    this.held = this.held.filter((entry) => entry.generation > generation);
    return taken.map((entry) => entry.candidate);
  }
}
