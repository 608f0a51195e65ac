import { Button } from '@base-ui/react/button';
import { useEffect, useState } from 'react';
import { Avatar } from '../people/Avatar';

interface DemoAccount {
  /** Missing from front-ends of an earlier version. */
  userId?: string;
  username: string;
  displayName: string;
  password: string;
}

interface DemoAccountsProps {
  onPick: (account: DemoAccount) => void;
  disabled: boolean;
}

/** Accounts to try the product with; only servers with demo data have any. */
export function DemoAccounts({ onPick, disabled }: DemoAccountsProps) {
  const [accounts, setAccounts] = useState<DemoAccount[]>([]);

  useEffect(() => {
    const leaving = new AbortController();
    fetch('/api/demo', { signal: leaving.signal })
      .then((response) => (response.ok ? (response.json() as Promise<{ accounts: DemoAccount[] }>) : { accounts: [] }))
      .then((answer) => setAccounts(answer.accounts))
      .catch(() => undefined);
    return () => leaving.abort();
  }, []);

  if (accounts.length === 0) return null;
  return (
    <section className="demo" aria-label="Demo accounts">
      <p className="demo__lead">
        <span>or try a demo account</span>
      </p>
      <ul className="demo__list">
        {accounts.map((account) => (
          <li key={account.username}>
            <Button
              focusableWhenDisabled
              className="demo__account"
              data-testid={`demo-${account.username}`}
              disabled={disabled}
              onClick={() => onPick(account)}
            >
              <Avatar person={{ userId: account.userId ?? account.username, displayName: account.displayName }} size="s" />
              <span>{account.displayName}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
