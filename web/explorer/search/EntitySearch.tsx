import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { useDebounced } from './useDebounced';
import { useQuery, type Query } from '../api/useQuery';
import { SuggestDocument, type Kind, type SuggestQuery } from '../generated/operations';
import type { Named } from '../kinds';
import { KindLabel } from '../page/KindLabel';
import { Name } from '../page/Name';

/** How long typing rests before the server is asked, in milliseconds. */
const rest = 120;
/** How many suggestions are shown. */
const most = 10;
/** What the server takes, in characters. */
const longest = 200;

interface EntitySearchProps {
  label: string;
  placeholder?: string;
  /** What is looked for; left out, everything. */
  kinds?: Kind[];
  /** Why nothing more may be chosen; undefined if it may. */
  full?: string;
  /** Takes what was chosen; the field is empty again then. */
  onPick: (entity: Named) => void;
}

/**
 * A field that suggests entities as one types: the combobox with a list box of the
 * ARIA patterns. Arrows move through the suggestions, Enter takes one (the first if
 * none is marked), Escape closes them and then empties the field.
 */
export function EntitySearch({ label, placeholder, kinds, full, onPick }: EntitySearchProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  /** The id of the entity that is marked among the suggestions, if it is still there. */
  const [markedID, setMarkedID] = useState('');
  /** Enter was pressed before there were suggestions. */
  const [hurried, setHurried] = useState(false);
  const wanted = typed.trim();
  const text = useDebounced(wanted, rest);
  const shown = open && wanted !== '';
  const query = useQuery(SuggestDocument, shown && text ? { text, kinds, first: most } : undefined);
  const found = useLastFound(query);
  const current = query.status === 'answered' && text === wanted;
  const marked = found.findIndex(({ node }) => node.id === markedID);

  useEffect(() => {
    if (hurried && current) {
      setHurried(false);
      if (found.length > 0) {
        pick(found[0].node);
      }
    }
  }, [hurried, current]);

  const type = (text: string) => {
    setTyped(text);
    setOpen(true);
    setMarkedID('');
    setHurried(false);
  };

  const pick = (entity: Named) => {
    type('');
    setOpen(false);
    onPick(entity);
  };

  const close = () => {
    setOpen(false);
    setMarkedID('');
    setHurried(false);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) {
      return; // the keys are for who composes a character
    }
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // The field itself is one more place.
        const places = found.length + 1;
        setOpen(true);
        setMarkedID(found[((marked + 1 + step + places) % places) - 1]?.node.id ?? '');
        break;
      }
      case 'Enter':
        if (!shown) {
          return;
        }
        if (marked >= 0) {
          pick(found[marked].node);
        } else {
          setHurried(true);
        }
        break;
      case 'Escape':
        if (shown) {
          close();
        } else {
          type('');
        }
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const listed = shown && found.length > 0;
  return (
    <div class="search">
      <label for={`${id}-field`}>{label}</label>
      <input
        id={`${id}-field`}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-activedescendant={listed && marked >= 0 ? `${id}-${marked}` : undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="search"
        maxLength={longest}
        // One that is disabled would lose the focus.
        readOnly={full !== undefined}
        aria-disabled={full !== undefined}
        aria-describedby={full && `${id}-full`}
        placeholder={placeholder}
        value={typed}
        onInput={(event) => type(event.currentTarget.value)}
        onFocus={() => setOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {full && (
        <p id={`${id}-full`} class="nothing">
          {full}
        </p>
      )}
      <div class="suggestions" hidden={!shown}>
        <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!listed}>
          {found.map(({ node, matched }, i) => (
            <Option key={node.id} id={`${id}-${i}`} entity={node} matched={matched} marked={i === marked} onPick={pick} />
          ))}
        </ul>
        <p role="status">{shown && text && summary(query)}</p>
      </div>
    </div>
  );
}

interface OptionProps {
  id: string;
  entity: Named;
  matched: string;
  marked: boolean;
  onPick: (entity: Named) => void;
}

function Option({ id, entity, matched, marked, onPick }: OptionProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (marked) {
      item.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [marked]);
  return (
    <li
      id={id}
      ref={item}
      role="option"
      aria-selected={marked}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(entity)}
    >
      <span>
        <Name>{entity.name}</Name>
        {matched !== entity.name && (
          <small>
            <Name>{matched}</Name>
          </small>
        )}
      </span>
      <KindLabel kind={entity.kind} />
    </li>
  );
}

type Found = SuggestQuery['search']['edges'];

/** What was found last, which stays while the next is looked for. */
function useLastFound(query: Query<SuggestQuery>): Found {
  const last = useRef<Found>([]);
  if (query.status === 'answered') {
    last.current = query.answer.search.edges;
  } else if (query.status === 'failed') {
    last.current = [];
  }
  return last.current;
}

function summary(query: Query<SuggestQuery>): string {
  switch (query.status) {
    case 'loading':
      return 'Searching…';
    case 'failed':
      return query.failure.message + (query.failure.code ? ` (${query.failure.code})` : '');
    case 'answered': {
      const { totalCount, edges } = query.answer.search;
      if (totalCount === 0) {
        return 'Nothing has such a name.';
      }
      return totalCount > edges.length ? `The best ${edges.length} of ${totalCount.toLocaleString('en')}` : `${totalCount} found`;
    }
  }
}
