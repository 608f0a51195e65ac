import type { Quality } from '../../sdk';

const words: Record<Quality, string> = {
  0: 'No connection',
  1: 'Bad connection',
  2: 'Weak connection',
  3: 'Good connection',
  4: 'Excellent connection',
};

export function QualityBars({ quality }: { quality: Quality | undefined }) {
  const measuring = quality === undefined;
  const label = measuring ? 'Measuring the connection' : words[quality];
  return (
    <span
      className={measuring ? 'quality quality--measuring' : 'quality'}
      role="img"
      aria-label={label}
      title={label}
      data-testid="quality"
      data-quality={quality}
    >
      {[1, 2, 3, 4].map((bar) => (
        <span key={bar} className={bar <= (quality ?? 0) ? 'quality__bar quality__bar--on' : 'quality__bar'} />
      ))}
    </span>
  );
}
