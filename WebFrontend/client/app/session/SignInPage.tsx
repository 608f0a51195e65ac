import { Button } from '@base-ui/react/button';
import { Eye, EyeOff, LoaderCircle } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import { CallError } from '../../sdk';
import { Brand } from '../shell/Brand';
import { ThemeToggle } from '../theme/ThemeToggle';
import { waitWords } from '../toasts/errorWords';
import { DemoAccounts } from './DemoAccounts';

interface SignInPageProps {
  /** The last session expired or was revoked. */
  expired?: boolean;
  onSignIn: (username: string, password: string) => Promise<void>;
}

export function SignInPage({ expired = false, onSignIn }: SignInPageProps) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const id = useId();

  const signIn = async (name: string, secret: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onSignIn(name.trim(), secret);
    } catch (error) {
      setProblem(problemWords(error));
      setBusy(false);
    }
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) void signIn(username, password);
  };

  return (
    <main className="sign-in">
      <div className="sign-in__corner">
        <ThemeToggle />
      </div>
      <div className="sign-in__card">
        <Brand large />
        <h1 className="sign-in__title">Welcome back</h1>
        <p className="sign-in__lead" role="status">
          {expired ? 'Your session has ended. Please sign in again.' : 'Sign in to see who is there and call them.'}
        </p>
        <form onSubmit={handleSubmit}>
          <label className="field" htmlFor={`${id}-name`}>
            <span className="field__label">Username</span>
            <input
              id={`${id}-name`}
              className="field__input"
              data-testid="username"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              required
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          </label>
          <div className="field">
            <label className="field__label" htmlFor={`${id}-password`}>
              Password
            </label>
            <div className="field__group">
              <input
                id={`${id}-password`}
                className="field__input"
                data-testid="password"
                name="password"
                type={shown ? 'text' : 'password'}
                autoComplete="current-password"
                required
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
              <button
                type="button"
                className="field__toggle"
                aria-label={shown ? 'Hide password' : 'Show password'}
                onClick={() => setShown(!shown)}
              >
                {shown ? <EyeOff size={18} /> : <Eye size={18} />}
              </button>
            </div>
          </div>
          <p className="sign-in__problem" role="alert">
            {problem}
          </p>
          <Button className="button button--primary button--wide" data-testid="sign-in" type="submit" disabled={busy} focusableWhenDisabled>
            {busy && <LoaderCircle className="spin" size={18} aria-hidden />}
            {busy ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
        <DemoAccounts onPick={(account) => void signIn(account.username, account.password)} disabled={busy} />
      </div>
    </main>
  );
}

function problemWords(error: unknown): string {
  if (!(error instanceof CallError)) return 'Something went wrong. Please try again.';
  switch (error.code) {
    case 'unauthenticated':
    case 'invalid':
      return 'The username or the password is wrong.';
    case 'rate_limited':
      return `Too many attempts. Try again ${waitWords(error.retryAfterSeconds)}.`;
    default:
      return 'The server cannot be reached at the moment. Please try again.';
  }
}
