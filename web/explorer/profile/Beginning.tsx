import { useQuery } from '../api/useQuery';
import { StartDocument } from '../generated/operations';
import type { Named } from '../kinds';
import { Await } from '../page/Await';
import { Name } from '../page/Name';

interface BeginningProps {
  /** The role that is aimed at, if any. */
  role?: Named;
  onPick: (entity: Named) => void;
}

/** What one could begin a profile with: what most roles ask for. */
export function Beginning({ role, onPick }: BeginningProps) {
  const query = useQuery(StartDocument, {});
  return (
    <section aria-labelledby="beginning">
      <h2 id="beginning">Begin with something that you know</h2>
      <p class="nothing">
        Search above, or pick what most roles ask for.
        {role && (
          <>
            {' '}
            Then you see how much of <Name>{role.name}</Name> it covers.
          </>
        )}
      </p>
      <Await query={query} what="what most roles ask for">
        {({ skills, tools, languages }) => (
          <ul class="chips">
            {[...skills.nodes, ...languages.nodes, ...tools.nodes].map((entity) => (
              <li key={entity.id}>
                <button type="button" class={`chip ${entity.kind.toLowerCase()}`} onClick={() => onPick(entity)}>
                  + <Name>{entity.name}</Name>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Await>
    </section>
  );
}
