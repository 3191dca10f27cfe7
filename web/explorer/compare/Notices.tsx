import { comparisonPath, most, selectionOf, type Selection } from './selection';
import { useAddress } from '../address/address';
import { useQuery } from '../api/useQuery';
import { SuggestDocument, type Kind } from '../generated/operations';
import { Await } from '../page/Await';
import { wordsOf } from '../search/wordsOf';

interface NoticesProps {
  selection: Selection;
  /** The slugs that no role has. */
  unknown: string[];
}

/** Says which roles of the address are not compared, and why. */
export function Notices({ selection: { repeated, left }, unknown }: NoticesProps) {
  if (repeated.length + left.length + unknown.length === 0) {
    return null;
  }
  return (
    <ul class="notices" aria-label="What is wrong with the address">
      {unknown.map((slug) => (
        <li key={slug}>
          No role has the slug <code>{slug}</code>.
          <Meant slug={slug} /> <Without slug={slug} />
        </li>
      ))}
      {repeated.length > 0 && (
        <li>
          Each role counts once; the address repeats <Slugs slugs={repeated} />.
        </li>
      )}
      {left.length > 0 && (
        <li>
          {most} roles can be compared at most; left out: <Slugs slugs={left} />.
        </li>
      )}
    </ul>
  );
}

function Slugs({ slugs }: { slugs: string[] }) {
  return (
    <>
      {slugs.map((slug, at) => (
        <>
          {at > 0 && ', '}
          <code>{slug}</code>
        </>
      ))}
    </>
  );
}

/** Leads to the comparison without a slug. */
function Without({ slug }: { slug: string }) {
  const { query: address } = useAddress();
  const others = selectionOf(address).each.filter((other) => other !== slug);
  return <a href={comparisonPath(others, address)}>Leave it out</a>;
}

/** Roles whose names are like a slug that none has, each to compare in its place. */
function Meant({ slug }: { slug: string }) {
  const { query: address } = useAddress();
  const { each } = selectionOf(address);
  const text = wordsOf(slug);
  const query = useQuery(SuggestDocument, text ? { text, kinds: ['ROLE' as Kind], first: 3 } : undefined);
  if (!text) {
    return null;
  }
  return (
    <Await query={query} what="what was meant">
      {({ search }) =>
        search.edges.length > 0 && (
          <>
            {' '}
            Perhaps it should be{' '}
            {search.edges.map(({ node }, at) => (
              <span key={node.id}>
                {at > 0 && (at < search.edges.length - 1 ? ', ' : ' or ')}
                <a href={comparisonPath(each.map((other) => (other === slug ? node.slug : other)), address)}>{node.name}</a>
              </span>
            ))}
            .
          </>
        )
      }
    </Await>
  );
}
