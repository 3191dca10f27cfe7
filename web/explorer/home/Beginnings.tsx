import type { ComponentChildren } from 'preact';

import type { StartQuery } from '../generated/operations';
import { entityPath, type Named } from '../kinds';
import { Bar } from '../page/Bar';
import { change, counted, money } from '../page/numbers';

/** Where one could begin: at the ends of some orders of the graph. */
export function Beginnings({ paid, growing, related, skills, tools, languages }: Omit<StartQuery, 'graph'>) {
  const roles = (entity: { roleCount: number }) => counted(entity.roleCount, 'role');
  const count = (entity: { roleCount: number }) => entity.roleCount;
  return (
    <div class="beginnings">
      <Ranking title="Highest published medians" entities={paid.nodes} figure={({ medianPay }) => money(medianPay!, 'USD', 'ANNUAL')} />
      <Ranking title="Growing fastest" entities={growing.nodes} figure={({ growth }) => change(growth!)} />
      {paid.nodes.length + growing.nodes.length === 0 && <Ranking title="Roles" entities={related.nodes} />}
      <Ranking title="Skills that most roles ask for" entities={skills.nodes} measure={count} figure={roles} />
      <Ranking title="Tools that most roles use" entities={tools.nodes} measure={count} figure={roles} />
      <Ranking title="Languages that most roles use" entities={languages.nodes} measure={count} figure={roles} />
    </div>
  );
}

interface RankingProps<Entity> {
  title: string;
  entities: Entity[];
  /** How much there is of what they are ordered by, for a bar. */
  measure?: (entity: Entity) => number;
  /** What stands beside the name. */
  figure?: (entity: Entity) => ComponentChildren;
}

/** The first of a list that has an order; nothing if it is empty. */
function Ranking<Entity extends Named>({ title, entities, measure, figure }: RankingProps<Entity>) {
  if (entities.length === 0) {
    return null;
  }
  const most = measure && Math.max(...entities.map(measure));
  return (
    <section class={entities[0].kind.toLowerCase()}>
      <h2>{title}</h2>
      <ol class="ranking">
        {entities.map((entity) => (
          <li key={entity.id}>
            <a href={entityPath(entity)}>{entity.name}</a>
            {measure && most && <Bar share={measure(entity) / most} />}
            {figure && <span class="figure">{figure(entity)}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
