import type { ComponentProps, ReactNode } from 'react';

interface CallButtonProps extends ComponentProps<'button'> {
  tone: 'red' | 'green';
  label: string;
  children: ReactNode;
  [data: `data-${string}`]: string | undefined;
}

/** A large round button with its label below. */
export function CallButton({ tone, label, children, ...rest }: CallButtonProps) {
  return (
    <button type="button" className={`call-button call-button--${tone}`} {...rest}>
      <span className="call-button__face" aria-hidden>
        {children}
      </span>
      <span className="call-button__label">{label}</span>
    </button>
  );
}
