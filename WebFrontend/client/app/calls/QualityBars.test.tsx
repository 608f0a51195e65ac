// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { QualityBars } from './QualityBars';

afterEach(cleanup);

it('measures until something is known, and does not look like no connection', () => {
  const { rerender } = render(<QualityBars quality={undefined} />);
  const measuring = screen.getByRole('img', { name: 'Measuring the connection' }).className;
  rerender(<QualityBars quality={0} />);
  expect(screen.getByRole('img', { name: 'No connection' }).className).not.toBe(measuring);
});
