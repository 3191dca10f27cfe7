import { useRef } from 'preact/hooks';

import { EntitySearch } from './EntitySearch';
import type { Kind } from '../generated/operations';
import { entityPath, type Named } from '../kinds';

interface PickerProps {
  /** What the search field is called, such as "Add a role". */
  label: string;
  placeholder?: string;
  /** What may be chosen. */
  kinds: Kind[];
  chosen: Named[];
  /** Why no more may be chosen; undefined if more may. */
  full?: string;
  onPick: (entity: Named) => void;
  onRemove: (entity: Named) => void;
}

/** Chooses entities: a field to find them, and those that are chosen, each to remove. */
export function Picker({ label, placeholder, kinds, chosen, full, onPick, onRemove }: PickerProps) {
  const picker = useRef<HTMLDivElement>(null);
  const remove = (at: number) => {
    // The button goes; the focus stays near.
    const buttons = picker.current!.querySelectorAll<HTMLElement>('.chip button');
    const near = buttons[at + 1] ?? buttons[at - 1] ?? picker.current!.querySelector('input');
    near?.focus({ preventScroll: true });
    onRemove(chosen[at]);
  };
  return (
    <div class="picker" ref={picker}>
      <EntitySearch label={label} placeholder={placeholder} kinds={kinds} full={full} onPick={onPick} />
      {chosen.length > 0 && (
        <ul class="chips" aria-label="Chosen">
          {chosen.map((entity, at) => (
            <li key={entity.id} class={`chip ${entity.kind.toLowerCase()}`}>
              <a href={entityPath(entity)}>{entity.name}</a>
              <button type="button" aria-label={`Remove ${entity.name}`} title="Remove" onClick={() => remove(at)}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
