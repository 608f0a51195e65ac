import { Ban, Check, Repeat, TimerOff, type LucideIcon } from 'lucide-react';
import type { CommandOutcome, LedgerLine } from '../../sdk';
import { lineWords, moreWords, offsetWords } from './ledgerWords';
import { addressWords } from './words';

const icons: Record<CommandOutcome, LucideIcon> = { accepted: Check, repeated: Repeat, lost: TimerOff, refused: Ban };

/** Every command in order: those that succeeded stand out, those that lost say why. */
export function Timeline({ lines }: { lines: readonly LedgerLine[] }) {
  const began = lines[0]?.at ?? '';
  return (
    <ol className="timeline" aria-label="Commands to the call" data-testid="timeline">
      {lines.map((line, index) => (
        <Line key={`${line.at} ${index}`} line={line} began={began} before={lines[index - 1]} />
      ))}
    </ol>
  );
}

interface LineProps {
  line: LedgerLine;
  began: string;
  before: LedgerLine | undefined;
}

function Line({ line, began, before }: LineProps) {
  const { sentence, why } = lineWords(line);
  const more = moreWords(line);
  const Icon = icons[line.outcome];
  const moved = line.outcome === 'accepted' && line.state && line.state !== before?.state;
  return (
    <li className="line" data-testid="ledger-line" data-outcome={line.outcome} data-command={line.command}>
      <span className="line__mark" aria-hidden>
        <Icon size={13} strokeWidth={2.6} />
      </span>
      <div className="line__words">
        <p className="line__sentence">
          {sentence}
          {moved && (
            <span className="line__state">
              <span aria-hidden>→</span> {line.state}
            </span>
          )}
        </p>
        {why && <p className="line__why">{why}</p>}
        {more && <p className="line__why">{more}</p>}
        <p className="line__where">
          {line.deviceId && <span title={line.deviceId}>device {line.deviceId.slice(0, 8)}</span>}{' '}
          <span title={line.silo}>silo {addressWords(line.silo)}</span>{' '}
          {line.version != null && <span>version {line.version}</span>}
        </p>
      </div>
      <time className="line__time" dateTime={line.at} title={new Date(line.at).toLocaleString()}>
        {offsetWords(line.at, began)}
      </time>
    </li>
  );
}
