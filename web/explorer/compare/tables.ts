import { ask } from '../api/ask';
import { collect, type OnProgress } from '../csv/collect';
import type { Table } from '../csv/csv';
import { MatrixDocument, type Kind, type MatrixQuery } from '../generated/operations';
import type { Named } from '../kinds';

/** A row of a comparison: an entity, and each role's link to it. */
export type Row = MatrixQuery['compareRoles']['matrix']['edges'][number];

/** How many characters the slugs may have that a file is named after. */
const longest = 120;

/** The name of a file that holds a part of a comparison of roles. */
export function fileName(part: string, roles: Named[]): string {
  const slugs = roles.map(({ slug }) => slug).join('-vs-');
  return `rolegraph-${part}-${slugs.length <= longest ? slugs : `of-${roles.length}-roles`}`;
}

/**
 * Collects the rows of a comparison. For each role there are two columns: whether
 * it has the entity, and how strongly, which is empty where nobody measured it.
 */
export async function rowsTable(roles: Named[], kinds: Kind[], signal: AbortSignal, onProgress: OnProgress): Promise<Table> {
  const slugs = roles.map(({ slug }) => slug);
  const rows = await collect(async (after) => {
    const answer = await ask(MatrixDocument, { roles: slugs, kinds, first: 100, after }, signal);
    return { version: answer.graph.version, page: answer.compareRoles.matrix };
  }, onProgress);
  return {
    header: ['kind', 'id', 'name', 'roles', ...slugs.flatMap((slug) => [slug, `${slug} weight`])],
    rows: rows.map(({ node, links }) => [
      node.kind,
      node.id,
      node.name,
      links.filter((link) => link !== null).length,
      ...links.flatMap((link) => [link !== null, link?.weight ?? null]),
    ]),
  };
}
