import type { Unsubscribe } from '../events/emitter';
import { samplesOf, type Tone } from './tones';

/** Plays tones with Web Audio. Browsers allow it only once the user has interacted with the page. */
export class TonePlayer {
  private context: AudioContext | undefined;
  private readonly buffers = new Map<Tone, AudioBuffer>();

  /** Unlocks sound on the first click or key press, so that a later call is heard. */
  unlockOnGesture(target: EventTarget): Unsubscribe {
    const unlock = () => {
      void this.audio()?.resume();
      stop();
    };
    const stop = () => {
      target.removeEventListener('pointerdown', unlock);
      target.removeEventListener('keydown', unlock);
    };
    target.addEventListener('pointerdown', unlock);
    target.addEventListener('keydown', unlock);
    return stop;
  }

  /** Repeats `tone` until the returned function is called. Silent where the browser blocks sound. */
  loop(tone: Tone): Unsubscribe {
    const context = this.audio();
    if (!context) return () => undefined;

    void context.resume();
    const source = context.createBufferSource();
    source.buffer = this.bufferOf(context, tone);
    source.loop = true;
    const gain = context.createGain();
    source.connect(gain).connect(context.destination);
    source.start();
    return () => {
      gain.gain.setTargetAtTime(0, context.currentTime, 0.02);
      source.stop(context.currentTime + 0.1);
    };
  }

  close(): void {
    void this.context?.close();
    this.context = undefined;
    this.buffers.clear();
  }

  private audio(): AudioContext | undefined {
    if (typeof AudioContext === 'undefined') return undefined;
    return (this.context ??= new AudioContext());
  }

  private bufferOf(context: AudioContext, tone: Tone): AudioBuffer {
    const known = this.buffers.get(tone);
    if (known) return known;
    const samples = samplesOf(tone, context.sampleRate);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    this.buffers.set(tone, buffer);
    return buffer;
  }
}
