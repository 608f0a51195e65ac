export interface Series {
  label: string;
  tone: 'good' | 'warning' | 'bad' | 'accent';
  /** One for each minute; null where there is nothing to tell. */
  values: readonly (number | null)[];
}
