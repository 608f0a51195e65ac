// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { alice, bob, ended, ringing } from '../../sdk/testing/calls';
import { TestClient } from '../../sdk/testing/testClient';
import { ClientProvider } from '../client/ClientProvider';
import { CallToasts } from './CallToasts';
import { Toaster } from './Toaster';

let test: TestClient;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-01-01T10:00:00Z');
  test = await TestClient.start(bob, 'b1');
  render(
    <ClientProvider client={test.client}>
      <Toaster>
        <CallToasts />
      </Toaster>
    </ClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  test.client.stop();
  vi.useRealTimers();
});

const settle = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));
const send = async (name: 'CallInitiated' | 'CallEnded', ...call: Parameters<typeof ringing>) => {
  act(() => test.server.send(name, name === 'CallEnded' ? ended('missed', ...call) : ringing(...call)));
  await settle(100);
};

it('shows a missed call until the next one rings', async () => {
  await send('CallInitiated');
  await send('CallEnded');
  expect(screen.getByTestId('toast').textContent).toContain(`Missed call from ${alice.displayName}`);

  await send('CallInitiated', { callId: 'call-2' });
  await settle(1_000);
  expect(screen.queryByTestId('toast')).toBeNull();
});
