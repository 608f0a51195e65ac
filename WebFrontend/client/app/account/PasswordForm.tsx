import { LoaderCircle } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { CallError } from '../../sdk';
import { waitWords } from '../toasts/errorWords';
import { PasswordField } from './PasswordField';

/** The server's minimum. */
const minLength = 8;
const maxLength = 256;

interface PasswordFormProps {
  /** Password managers store passwords by user name. */
  username: string;
  onChange: (current: string, next: string) => Promise<void>;
}

export function PasswordForm({ username, onChange }: PasswordFormProps) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const change = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onChange(current, next);
      setCurrent('');
      setNext('');
    } catch (error) {
      setProblem(problemWords(error));
    } finally {
      setBusy(false);
    }
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) void change();
  };

  return (
    <form className="account__form" onSubmit={handleSubmit}>
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordField
        label="Current password"
        testId="current-password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <PasswordField
        label="New password"
        hint={`At least ${minLength} characters.`}
        testId="new-password"
        autoComplete="new-password"
        minLength={minLength}
        maxLength={maxLength}
        value={next}
        onChange={setNext}
      />
      <p className="sign-in__problem" role="alert">
        {problem}
      </p>
      <button type="submit" className="button button--primary" data-testid="change-password" aria-disabled={busy}>
        {busy && <LoaderCircle className="spin" size={18} aria-hidden />}
        {busy ? 'Changing…' : 'Change password'}
      </button>
    </form>
  );
}

function problemWords(error: unknown): string {
  switch (error instanceof CallError ? error.code : undefined) {
    case 'forbidden':
      return 'The current password is wrong.';
    case 'invalid':
      return `The new password must have ${minLength} to ${maxLength} characters.`;
    case 'rate_limited':
      return `Too many attempts. Try again ${waitWords((error as CallError).retryAfterSeconds)}.`;
    default:
      return 'The server cannot be reached at the moment. Please try again.';
  }
}
