// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CallError } from '../../sdk';
import { SignInPage } from './SignInPage';

const demo = vi.fn<() => Response>();
beforeEach(() => {
  demo.mockReturnValue(new Response('{}', { status: 404 }));
  vi.stubGlobal('fetch', () => Promise.resolve(demo()));
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function fillIn(): void {
  fireEvent.change(screen.getByTestId('username'), { target: { value: ' alice ' } });
  fireEvent.change(screen.getByTestId('password'), { target: { value: 'secret' } });
  fireEvent.click(screen.getByTestId('sign-in'));
}

it('signs in with what was typed', async () => {
  const signIn = vi.fn(() => Promise.resolve());
  render(<SignInPage onSignIn={signIn} />);
  fillIn();
  await waitFor(() => expect(signIn).toHaveBeenCalledWith('alice', 'secret'));
});

it.each([
  ['unauthenticated', undefined, 'The username or the password is wrong.'],
  ['rate_limited', 30, 'Too many attempts. Try again in 30 s.'],
  ['unreachable', undefined, 'The server cannot be reached at the moment. Please try again.'],
])('says in words that sign-in was refused with %s', async (code, wait, words) => {
  render(<SignInPage onSignIn={() => Promise.reject(new CallError(code, '', wait))} />);
  fillIn();
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe(words));
  expect(screen.getByTestId('sign-in')).toHaveProperty('disabled', false);
});

it('offers demo accounts only where the server has some', async () => {
  const account = { username: 'bob', displayName: 'Bob', password: 'demo-bob' };
  demo.mockReturnValue(new Response(JSON.stringify({ accounts: [account] })));
  const signIn = vi.fn(() => Promise.resolve());
  render(<SignInPage onSignIn={signIn} />);
  fireEvent.click(await screen.findByTestId('demo-bob'));
  expect(signIn).toHaveBeenCalledWith('bob', 'demo-bob');
});
