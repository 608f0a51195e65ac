import { useState } from 'react';

const wellFormed = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Explains a past call by its id. */
export function ExplainForm({ onExplain }: { onExplain: (callId: string) => void }) {
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  return (
    <form
      className="explain-form"
      onSubmit={(event) => {
        event.preventDefault();
        const callId = text.trim().toLowerCase();
        setRefused(!wellFormed.test(callId));
        if (wellFormed.test(callId)) onExplain(callId);
      }}
    >
      <label className="visually-hidden" htmlFor="explain-id">
        Id of a call
      </label>
      <input
        id="explain-id"
        className="explain-form__input"
        placeholder="Explain a call by its id"
        autoComplete="off"
        spellCheck={false}
        data-testid="explain-id"
        aria-invalid={refused}
        aria-describedby={refused ? 'explain-refused' : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setRefused(false);
        }}
      />
      <button type="submit" className="button button--quiet" data-testid="explain-by-id" disabled={text.trim() === ''}>
        Explain
      </button>
      {refused && (
        <p className="explain-form__refused" id="explain-refused" role="alert">
          A call’s id looks like 0198f3c2-7a51-7c3e-9d10-5b6f2a9c4e77.
        </p>
      )}
    </form>
  );
}
