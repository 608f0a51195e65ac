import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { HistoryFilter } from '../../sdk';

const choices: readonly { filter: HistoryFilter; label: string }[] = [
  { filter: 'all', label: 'All' },
  { filter: 'incoming', label: 'Received' },
  { filter: 'outgoing', label: 'Placed' },
  { filter: 'missed', label: 'Missed' },
];

interface HistoryFilterBarProps {
  value: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
}

/** Filters the history; exactly one filter is always chosen. */
export function HistoryFilterBar({ value, onChange }: HistoryFilterBarProps) {
  return (
    <ToggleGroup
      className="filter"
      aria-label="Show"
      value={[value]}
      onValueChange={([chosen]) => {
        const next = choices.find(({ filter }) => filter === chosen);
        if (next) onChange(next.filter);
      }}
    >
      {choices.map(({ filter, label }) => (
        <Toggle key={filter} value={filter} className="filter__choice" data-testid={`filter-${filter}`}>
          {label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
