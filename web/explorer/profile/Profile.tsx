import { profileOf, profilePath, most } from './address';
import { BestRoles } from './BestRoles';
import { Beginning } from './Beginning';
import { Gap } from './Gap';
import { go, listIn, useAddress } from '../address/address';
import { useEntities } from '../api/useEntities';
import type { Kind } from '../generated/operations';
import { profileKinds, type Named } from '../kinds';
import { Await } from '../page/Await';
import { KindFilter, useShownKinds } from '../page/KindFilter';
import { useTitle } from '../page/useTitle';
import { Picker } from '../search/Picker';

/** What may be in a profile: a role in it stands for all that it asks for. */
const knowable: Kind[] = ['ROLE', ...profileKinds];

/**
 * The page that holds what somebody knows against roles. Both stand in its address:
 * `?know=skill:programming,language:python&role=data-scientist`.
 */
export function Profile() {
  const { query: address } = useAddress();
  const listed = [...new Set(listIn(address, 'know'))];
  const ids = listed.slice(0, most);
  const slug = address.get('role') ?? '';
  const { query, known: entities, remember } = useEntities(ids);
  const aimed = useEntities(slug === '' ? [] : [`role:${slug}`]);
  const shown = useShownKinds(profileKinds);

  const known = entities.filter((entity) => entity && knowable.includes(entity.kind)) as Named[];
  const unknown = ids.filter((id, at) => entities[at] !== undefined && !known.some((entity) => entity.id === id));
  const role = aimed.query.status === 'answered' ? aimed.query.answer.at(0) : undefined;
  useTitle(role ? `What I know and ${role.name} · rolegraph` : 'What I know · rolegraph');

  const show = (know: string[], role: string) => go(profilePath(know, role, address));
  const learn = (entity: Named) => {
    remember(entity);
    show([...ids, entity.id], slug);
  };
  const aim = (role: Named) => {
    aimed.remember(role);
    show(ids, role.slug);
  };
  return (
    <article class="profile">
      <header>
        <h1>What I know</h1>
        <p class="lead">Which roles it fits, and what is missing for one of them. A role that you have had stands for all that it asks for.</p>
        <div class="pickers">
          <Picker
            label="I know"
            placeholder="A skill, tool, language, degree or role"
            kinds={knowable}
            chosen={known}
            full={ids.length >= most ? `A profile has ${most} entries at most.` : undefined}
            onPick={learn}
            onRemove={({ id }) => show(ids.filter((other) => other !== id), slug)}
          />
          <Picker
            label={role ? 'Aim at another role' : 'Aim at a role'}
            placeholder="Name of a role"
            kinds={['ROLE']}
            chosen={role ? [role] : []}
            onPick={aim}
            onRemove={() => show(ids, '')}
          />
        </div>
        {(unknown.length > 0 || listed.length > ids.length || role === null) && (
          <ul class="notices" aria-label="What is wrong with the address">
            {unknown.map((id) => (
              <li key={id}>
                Nothing that a profile can hold has the id <code>{id}</code>. It is a kind and a slug, such as <code>skill:programming</code>.{' '}
                <a href={profilePath(ids.filter((other) => other !== id), slug, address)}>Leave it out</a>
              </li>
            ))}
            {role === null && (
              <li>
                No role has the slug <code>{slug}</code>. <a href={profilePath(ids, '', address)}>Leave it out</a>
              </li>
            )}
            {listed.length > ids.length && (
              <li>
                A profile has {most} entries at most; the last {listed.length - ids.length} of the address are left out.
              </li>
            )}
          </ul>
        )}
      </header>
      <Await query={query} what="the profile">
        {() =>
          known.length === 0 ? (
            <Beginning role={role ?? undefined} onPick={learn} />
          ) : (
            <>
              <div class="controls">
                <KindFilter kinds={profileKinds} />
              </div>
              <div class="answers">
                {role && <Gap profile={profileOf(known)} role={role} shown={shown} />}
                <BestRoles profile={profileOf(known)} know={known.map(({ id }) => id)} shown={shown} />
              </div>
            </>
          )
        }
      </Await>
    </article>
  );
}
