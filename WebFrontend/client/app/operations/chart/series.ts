export interface Series {
  label: string;
  tone: 'good' | 'warning' | 'bad' | 'accent';
  /** One per minute; null where there is no value. */
  values: readonly (number | null)[];
}
