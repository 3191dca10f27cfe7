import { Evidence } from './Evidence';
import { Weight } from './Weight';
import { usePages, type Following, type Page } from '../api/usePages';
import type { EvidenceFragment } from '../generated/operations';
import { entityPath, type Named } from '../kinds';
import { More } from '../page/More';

/** A link and the entity at its other end. */
export type LinkEdge = EvidenceFragment & { node: Named };

interface LinkListProps<Answer, Asked> {
  /** What is listed, such as "Skills". */
  title: string;
  first: Page<LinkEdge>;
  following: Following<LinkEdge, Answer, Asked>;
}

/** The links of one relation, strongest first, with who says so; nothing if there are none. */
export function LinkList<Answer, Asked>({ title, first, following }: LinkListProps<Answer, Asked>) {
  const pages = usePages(first, following);
  if (pages.totalCount === 0) {
    return null;
  }
  const measured = pages.edges.some(({ weight }) => weight !== null);
  const heading = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section class="links" aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <small>{pages.totalCount.toLocaleString('en')}</small>
      </h2>
      <table class={measured ? 'measured' : undefined}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            {measured && <th scope="col">Weight</th>}
            <th scope="col">Says who</th>
          </tr>
        </thead>
        <tbody>
          {pages.edges.map((edge) => (
            <Row key={edge.node.id} edge={edge} measured={measured} />
          ))}
        </tbody>
      </table>
      <More pages={pages} what={title.toLowerCase()} />
    </section>
  );
}

function Row({ edge: { node, weight, tags, notes, evidence }, measured }: { edge: LinkEdge; measured: boolean }) {
  return (
    <tr>
      <th scope="row">
        <a href={entityPath(node)}>{node.name}</a>
        {tags.map((tag) => (
          <span key={tag} class="tag">
            {tag.toLowerCase().replace('_', ' ')}
          </span>
        ))}
        {notes.map(({ text, source }) => (
          <p key={source.slug + text} class="note">
            {text}
          </p>
        ))}
      </th>
      {measured && (
        <td class={`weight ${node.kind.toLowerCase()}`}>
          <Weight weight={weight} />
        </td>
      )}
      <td>
        <Evidence evidence={evidence} />
      </td>
    </tr>
  );
}
