/** One note: start and length in seconds, and the frequencies in hertz that sound together. */
interface Note {
  at: number;
  length: number;
  frequencies: readonly number[];
  /** A struck note fades like a bell; others are held, like a telephone's. */
  struck: boolean;
}

export interface Tone {
  /** Length of the loop in seconds. */
  seconds: number;
  /** Loudness, 0 to 1. */
  volume: number;
  notes: readonly Note[];
}

const bell = (at: number, frequency: number): Note => ({
  at,
  length: 1.1,
  frequencies: [frequency, frequency * 2, frequency * 3.01],
  struck: true,
});

/** Two rising figures and a rest. */
export const incomingTone: Tone = {
  seconds: 3.2,
  volume: 0.34,
  notes: [0, 0.85].flatMap((start) => [
    bell(start, 659.26),
    bell(start + 0.16, 830.61),
    bell(start + 0.32, 987.77),
    bell(start + 0.48, 1318.51),
  ]),
};

/** The ringing tone of European exchanges (ITU-T E.180): 425 Hz, 1 s on, 4 s off. */
export const outgoingTone: Tone = {
  seconds: 5,
  volume: 0.1,
  notes: [{ at: 0, length: 1, frequencies: [425], struck: false }],
};

const attackSeconds = 0.012;

/** The samples of one loop of `tone`, each between -1 and 1. Pure. */
export function samplesOf(tone: Tone, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(tone.seconds * sampleRate));
  for (const note of tone.notes) {
    const first = Math.round(note.at * sampleRate);
    const count = Math.min(Math.round(note.length * sampleRate), samples.length - first);
    for (let i = 0; i < count; i++) {
      const time = i / sampleRate;
      samples[first + i] = (samples[first + i] ?? 0) + envelope(note, time) * waveform(note, time) * tone.volume;
    }
  }
  return samples.map((sample) => Math.max(-1, Math.min(1, sample)));
}

function waveform({ frequencies, struck }: Note, time: number): number {
  let sum = 0;
  frequencies.forEach((frequency, overtone) => {
    sum += Math.sin(2 * Math.PI * frequency * time) / (struck ? 2.4 ** overtone : frequencies.length);
  });
  return sum;
}

function envelope({ length, struck }: Note, time: number): number {
  const attack = Math.min(1, time / attackSeconds);
  const release = Math.min(1, Math.max(0, (length - time) / 0.03));
  return attack * release * (struck ? Math.exp(-4.5 * time) : 1);
}
