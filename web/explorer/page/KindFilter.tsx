import { change, having, listIn, useAddress } from '../address/address';
import type { Kind } from '../generated/operations';
import { plural } from '../kinds';

/** The kinds of some that the address does not leave out with `without`; all of them where it leaves out every one. */
export function useShownKinds(kinds: Kind[]): Kind[] {
  const without = listIn(useAddress().query, 'without');
  const shown = kinds.filter((kind) => !without.includes(kind.toLowerCase()));
  return shown.length > 0 ? shown : kinds;
}

/** Chooses which of some kinds are shown. The choice stands in the address. */
export function KindFilter({ kinds }: { kinds: Kind[] }) {
  const { query } = useAddress();
  const shown = useShownKinds(kinds);
  const toggle = (kind: Kind) => {
    const without = kinds.filter((other) => shown.includes(other) === (other === kind));
    change(
      having(
        query,
        'without',
        without.map((kind) => kind.toLowerCase()),
      ),
    );
  };
  return (
    <fieldset class="legend">
      <legend class="unseen">Kinds</legend>
      {kinds.map((kind) => (
        <label key={kind} class={`kind ${kind.toLowerCase()}`}>
          <input
            type="checkbox"
            checked={shown.includes(kind)}
            // Of no kind there is nothing to show.
            disabled={shown.length === 1 && shown[0] === kind}
            onChange={() => toggle(kind)}
          />
          {plural(kind)}
        </label>
      ))}
    </fieldset>
  );
}
