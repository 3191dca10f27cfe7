interface ChoiceProps {
  label: string;
  /** The values, as the address has them, and what they are called. The first is meant where the address has none. */
  values: [string, string][];
  value: string;
  onChoose: (value: string) => void;
}

/** Chooses one of a few values. */
export function Choice({ label, values, value, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      {label}{' '}
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {values.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
