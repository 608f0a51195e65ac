// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bob, ended, ringing } from '../../sdk/testing/calls';
import { TestClient } from '../../sdk/testing/testClient';
import { ClientProvider } from '../client/ClientProvider';
import { CallLayer } from './CallLayer';

let test: TestClient;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-01-01T10:00:00Z');
  test = await TestClient.start(bob, 'b1');
  render(
    <ClientProvider client={test.client}>
      <CallLayer />
    </ClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  test.client.stop();
  vi.useRealTimers();
});

const settle = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));
/** Whether pressing a key triggers Answer. */
const pressed = (key: string) => fireEvent.keyDown(screen.getByTestId('answer'), { key, code: key });
const ring = async () => {
  act(() => test.server.send('CallInitiated', ringing({ media: 'video' })));
  await settle(50);
};

describe('the incoming dialog', () => {
  it('names the caller, the kind and the seconds left', async () => {
    await ring();
    const dialog = screen.getByRole('alertdialog', { name: 'Alice' });
    expect(dialog.textContent).toContain('Incoming video call');
    expect(screen.getByTestId('seconds-left').textContent).toBe('30 s left to answer');
    await settle(10_000);
    expect(screen.getByTestId('seconds-left').textContent).toBe('20 s left to answer');
  });

  it('cannot be dismissed by accident', async () => {
    await ring();
    await settle(1_000);
    fireEvent.keyDown(screen.getByTestId('incoming-dialog'), { key: 'Escape' });
    await settle();
    expect(screen.queryByTestId('incoming-dialog')).not.toBeNull();
    expect(test.server.said('Reject')).toEqual([]);
  });

  it.each(['Enter', ' ', 'a'])('ignores %j in the first second', async (key) => {
    await ring();
    expect(pressed(key)).toBe(false);
    await settle(1_000);
    expect(pressed(key)).toBe(true);
  });

  it('ignores keys while the user keeps typing', async () => {
    await ring();
    for (let stroke = 0; stroke < 10; stroke++) {
      expect(pressed(' ')).toBe(false);
      await settle(300);
    }
    await settle(200);
    expect(pressed(' ')).toBe(true);
  });

  it('lets the focus move at once', async () => {
    await ring();
    expect(pressed('Tab')).toBe(true);
  });

  it('declines', async () => {
    test.server.answer('Reject', () => ended('rejected'));
    await ring();
    fireEvent.click(screen.getByTestId('decline'));
    await settle(100);
    expect(screen.queryByTestId('incoming-dialog')).toBeNull();
    expect(test.server.said('Reject')).toEqual([['call-1']]);
  });

  it('closes when the ring is over', async () => {
    await ring();
    act(() => test.server.send('CallEnded', ended('missed')));
    await settle();
    expect(screen.queryByTestId('incoming-dialog')).toBeNull();
  });
});
