import { Fragment } from 'preact';

import { comparisonPath } from './selection';
import { useQuery } from '../api/useQuery';
import { ComparisonStartsDocument, SimilarRolesDocument, type ComparisonStartsQuery } from '../generated/operations';
import type { Named } from '../kinds';
import { Await } from '../page/Await';
import { Bar } from '../page/Bar';
import { Name } from '../page/Name';
import { share } from '../page/numbers';

/** Where one could begin when no role is picked. */
export function Starts() {
  const query = useQuery(ComparisonStartsDocument, {});
  return (
    <section aria-labelledby="starts">
      <h2 id="starts">Begin with roles that have something in common</h2>
      <Await query={query} what="roles to begin with">
        {(answer) => <Together {...answer} />}
      </Await>
    </section>
  );
}

function Together({ skills, languages }: ComparisonStartsQuery) {
  const starts = new Map(
    [...languages.nodes, ...skills.nodes]
      .filter(({ roles }) => roles.nodes.length > 1)
      .map((common) => [comparisonPath(common.roles.nodes.map(({ slug }) => slug)), common]),
  );
  if (starts.size === 0) {
    return <p class="nothing">No roles have a skill or a language in common yet. Pick roles above.</p>;
  }
  return (
    <ul class="starts">
      {[...starts].map(([path, common]) => (
        <li key={path}>
          <a href={path}>
            {common.roles.nodes.map(({ id, name }, at) => (
              <Fragment key={id}>
                {at > 0 && ' · '}
                <Name>{name}</Name>
              </Fragment>
            ))}
          </a>
          <small>
            <span class={`kind ${common.kind.toLowerCase()}`}>{common.name}</span>
          </small>
        </li>
      ))}
    </ul>
  );
}

/** Which roles one could set beside the one that is picked. */
export function StartsWith({ role }: { role: Named }) {
  const query = useQuery(SimilarRolesDocument, { slug: role.slug });
  return (
    <section aria-labelledby="starts">
      <h2 id="starts">Pick another role to compare it with</h2>
      <Await query={query} what="similar roles">
        {({ role: found }) =>
          found === null || found.similar.edges.length === 0 ? (
            <p class="nothing">No other role has anything in common with <Name>{role.name}</Name>.</p>
          ) : (
            <ul class="starts">
              {found.similar.edges.map(({ node, score }) => (
                <li key={node.id} class="role">
                  <a href={comparisonPath([role.slug, node.slug])}>{node.name}</a>
                  <small>
                    likeness <Bar share={score} /> {share(score)}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  );
}
