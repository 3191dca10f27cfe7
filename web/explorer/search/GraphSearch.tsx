import { EntitySearch } from './EntitySearch';
import { go } from '../address/address';
import { entityPath } from '../kinds';

/** Finds anything in the graph, and leads there. */
export function GraphSearch() {
  return <EntitySearch label="Search the graph" placeholder="Roles, skills, tools …" onPick={(entity) => go(entityPath(entity))} />;
}
