// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HistoryFilterBar } from './HistoryFilterBar';

afterEach(cleanup);

describe('HistoryFilterBar', () => {
  it('reports the chosen filter', () => {
    const onChange = vi.fn();
    render(<HistoryFilterBar value="all" onChange={onChange} />);

    fireEvent.click(screen.getByRole('button', { name: 'Missed' }));

    expect(onChange).toHaveBeenCalledExactlyOnceWith('missed');
  });

  it('keeps the choice when it is pressed again', () => {
    const onChange = vi.fn();
    render(<HistoryFilterBar value="missed" onChange={onChange} />);

    fireEvent.click(screen.getByRole('button', { name: 'Missed' }));

    expect(onChange).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Missed' }).getAttribute('aria-pressed')).toBe('true');
  });
});
