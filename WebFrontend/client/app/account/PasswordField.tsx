import { Eye, EyeOff } from 'lucide-react';
import { useId, useState } from 'react';

interface PasswordFieldProps {
  label: string;
  hint?: string;
  testId: string;
  autoComplete: 'current-password' | 'new-password';
  minLength?: number;
  maxLength?: number;
  value: string;
  onChange: (value: string) => void;
}

/** A password that can be made visible, so that it need not be typed twice. */
export function PasswordField({ label, hint, testId, value, onChange, ...input }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <div className="field__group">
        <input
          {...input}
          id={id}
          className="field__input"
          data-testid={testId}
          type={shown ? 'text' : 'password'}
          aria-describedby={hint && `${id}-hint`}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <button
          type="button"
          className="field__toggle"
          aria-label={`${shown ? 'Hide' : 'Show'} ${label.toLowerCase()}`}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
        </button>
      </div>
      {hint && (
        <p className="account__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
