// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cluster, ExplainedCall, Rate } from '../../sdk';
import { connected, ended } from '../../sdk/testing/calls';
import { TestClient } from '../../sdk/testing/testClient';
import { ClientProvider } from '../client/ClientProvider';
import { Toaster } from '../toasts/Toaster';
import OperationsPage from './OperationsPage';

const ken = { id: 'ken', username: 'ken', displayName: 'Ken', role: 'admin' };
const process = {
  name: 'm:1',
  version: '1.0.0',
  startedAt: '2026-01-01T08:00:00Z',
  heardAt: '2026-01-01T10:00:00Z',
  processors: 0.2,
  memoryBytes: 2e8,
};
const silo = { users: 2, devices: 3, writesWaiting: 0, linesWaiting: 0, activations: { CallGrain: 4 }, process };
const cluster: Cluster = {
  at: '2026-01-01T10:00:00Z',
  complete: true,
  silos: [
    { ...silo, address: 'S10.0.0.5:11111:1', status: 'active' },
    { ...silo, address: 'S10.0.0.6:11111:1', status: 'silent' },
  ],
  frontEnds: [{ url: 'http://10.0.0.7:5080', status: 'draining', process, connections: 3, eventsWaiting: 0 }],
  liveCalls: { ringing: 0, connecting: 0, connected: 1 },
  users: 2,
  devices: 3,
};
const rates: Rate[] = [1, 2, 3].map((minute) => ({
  at: `2026-01-01T09:5${minute}:00Z`,
  started: minute,
  ended: minute,
  reasons: { completed: minute },
  rings: minute,
  ringP50Ms: 2,
  ringP95Ms: 4,
  ringP99Ms: 8,
}));
const explained: ExplainedCall = {
  callId: 'call-1',
  call: connected(),
  lines: [
    {
      at: '2026-01-01T10:00:00Z',
      callId: 'call-1',
      command: 'initiate',
      outcome: 'accepted',
      userId: 'alice',
      displayName: 'Alice',
      silo: 'S',
      state: 'ringing',
      version: 1,
    },
    {
      at: '2026-01-01T10:00:05Z',
      callId: 'call-1',
      command: 'answer',
      outcome: 'lost',
      userId: 'bob',
      displayName: 'Bob',
      silo: 'S',
      state: 'connecting',
      version: 2,
    },
  ],
};

let test: TestClient;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-01-01T10:00:00Z');
  history.replaceState(null, '', '/operations');
  test = await TestClient.start(ken, 'k1');
  test.http
    .set('/api/admin/cluster', cluster)
    .set('/api/admin/rates', { items: rates })
    .set('/api/admin/calls', { items: [connected()] })
    .set('/api/admin/calls/call-1', explained)
    .set('/api/admin/calls/call-1/end', ended('dropped'));
  render(
    <ClientProvider client={test.client}>
      <Toaster>
        <OperationsPage />
      </Toaster>
    </ClientProvider>,
  );
  await settle(50);
});
afterEach(() => {
  cleanup();
  test.client.stop();
  vi.useRealTimers();
});

const settle = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe('the operators’ page', () => {
  it('marks processes that are not serving', () => {
    expect(screen.getAllByTestId('silo').map((card) => within(card).getByText(/Active|Silent/).textContent)).toEqual(['Active', 'Silent']);
    expect(within(screen.getByTestId('front-end')).getByText('Draining')).toBeTruthy();
    expect(screen.getByTestId('tiles').textContent).toContain('of 2');
  });

  it('keeps the last figures while the server is away, and says so', async () => {
    test.http.set('/api/admin/cluster', 503);
    await settle(2_100);
    expect(screen.getByRole('status').textContent).toContain('is not answering');
    expect(screen.getAllByTestId('silo')).toHaveLength(2);
    test.http.set('/api/admin/cluster', cluster);
    await settle(2_100);
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('shows the numbers of a minute chosen by the arrow keys', async () => {
    const chart = screen.getByTestId('chart-calls');
    expect(chart.textContent).toContain('Talked3');
    fireEvent.keyDown(within(chart).getByRole('group', { name: /Calls ended/ }), { key: 'ArrowLeft' });
    await settle(0);
    expect(chart.textContent).toContain('Talked2');
  });

  it('ends a call only after confirmation', async () => {
    fireEvent.click(screen.getByTestId('end-call'));
    await settle(50);
    expect(screen.getByRole('alertdialog', { name: 'End this call?' }).textContent).toContain('Alice and Bob are talking');
    fireEvent.click(screen.getByTestId('keep-call'));
    await settle(300);
    expect(screen.queryByTestId('end-dialog')).toBeNull();

    fireEvent.click(screen.getByTestId('end-call'));
    await settle(50);
    test.http.set('/api/admin/calls', { items: [] });
    fireEvent.click(screen.getByTestId('confirm-end'));
    await settle(2_300);
    expect(screen.queryByTestId('end-dialog')).toBeNull();
    expect(screen.getByTestId('no-live-calls').textContent).toBe('Nobody is in a call just now.');
  });

  it('explains a call, including the command that lost', async () => {
    fireEvent.click(screen.getByTestId('explain'));
    await settle(50);
    const lines = screen.getAllByTestId('ledger-line');
    expect(lines.map((line) => line.dataset['outcome'])).toEqual(['accepted', 'lost']);
    expect(lines[1]?.textContent).toContain('Bob tried to answer');
    expect(location.search).toBe('?call=call-1');
  });

  it('says so when the text is not a call id', async () => {
    fireEvent.change(screen.getByTestId('explain-id'), { target: { value: 'call 1' } });
    fireEvent.click(screen.getByTestId('explain-by-id'));
    await settle(0);
    expect(screen.getByRole('alert').textContent).toContain('looks like');
  });
});
