import { Comparison } from './Comparison';
import { Notices } from './Notices';
import { comparisonPath, most, selectionOf } from './selection';
import { Starts, StartsWith } from './Starts';
import { go, useAddress } from '../address/address';
import { useEntities } from '../api/useEntities';
import type { Named } from '../kinds';
import { Await } from '../page/Await';
import { useTitle } from '../page/useTitle';
import { Picker } from '../search/Picker';

/** The page that sets roles side by side. Which ones stands in its address: `?roles=first,second`. */
export function Compare() {
  const { query: address } = useAddress();
  const selection = selectionOf(address);
  const { query, known, remember } = useEntities(selection.slugs.map((slug) => `role:${slug}`));
  const roles = known.filter((role) => role != null);
  useTitle(titleOf(roles));

  const show = (slugs: string[]) => go(comparisonPath(slugs, address));
  const pick = (role: Named) => {
    remember(role);
    show([...selection.each, role.slug]);
  };
  return (
    <article class="compare">
      <header>
        <h1>Compare roles</h1>
        <p class="lead">What two to eight roles share, and what each of them has alone.</p>
        <Picker
          label={roles.length === 0 ? 'Pick a role' : 'Add a role'}
          placeholder="Name of a role"
          kinds={['ROLE']}
          chosen={roles}
          full={selection.slugs.length >= most ? 'Eight roles can be compared at most. Remove one to add another.' : undefined}
          onPick={pick}
          onRemove={(role) => show(selection.each.filter((slug) => slug !== role.slug))}
        />
        <Notices selection={selection} unknown={selection.slugs.filter((_, at) => known[at] === null)} />
      </header>
      <Await query={query} what="the roles">
        {() => {
          switch (roles.length) {
            case 0:
              return <Starts />;
            case 1:
              return <StartsWith role={roles[0]} />;
            default:
              return <Comparison key={comparisonPath(roles.map(({ slug }) => slug))} roles={roles} />;
          }
        }}
      </Await>
    </article>
  );
}

function titleOf(roles: Named[]): string {
  const names = roles.map(({ name }) => name);
  switch (names.length) {
    case 0:
    case 1:
      return 'Compare roles · rolegraph';
    case 2:
      return `${names[0]} and ${names[1]} compared · rolegraph`;
    default:
      return `${names[0]} and ${names.length - 1} more roles compared · rolegraph`;
  }
}
