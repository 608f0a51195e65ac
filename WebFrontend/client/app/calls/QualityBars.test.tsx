// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { QualityBars } from './QualityBars';

afterEach(cleanup);

it('shows "measuring" rather than no connection until the quality is known', () => {
  const { rerender } = render(<QualityBars quality={undefined} />);
  const measuring = screen.getByRole('img', { name: 'Measuring the connection' }).className;
  rerender(<QualityBars quality={0} />);
  expect(screen.getByRole('img', { name: 'No connection' }).className).not.toBe(measuring);
});
