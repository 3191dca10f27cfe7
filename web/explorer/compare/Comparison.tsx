import { Matrix, matrixVariables } from './Matrix';
import { Overlaps } from './Overlaps';
import { Pair, pairVariables } from './Pair';
import { fileName, rowsTable } from './tables';
import { useQuery } from '../api/useQuery';
import { Download } from '../csv/Download';
import { ComparisonDocument, MatrixDocument, PairDocument } from '../generated/operations';
import { comparedKinds, type Named } from '../kinds';
import { Await } from '../page/Await';
import { KindFilter, useShownKinds } from '../page/KindFilter';
import { PlaygroundLink } from '../page/PlaygroundLink';

/** Two to eight roles side by side: in numbers, and then each thing that one of them has. */
export function Comparison({ roles }: { roles: Named[] }) {
  const shown = useShownKinds(comparedKinds);
  const query = useQuery(ComparisonDocument, { roles: roles.map(({ slug }) => slug) });
  return (
    <Await query={query} what="the comparison">
      {({ compareRoles }) => (
        <>
          <Overlaps roles={roles} comparison={compareRoles} />
          {compareRoles.overlap.some(({ union }) => union > 0) ? (
            <section aria-labelledby="each">
              <div class="heading">
                <h2 id="each">What they have</h2>
                <Download
                  key={shown.join()}
                  what="what they have"
                  file={fileName('comparison', roles)}
                  table={(signal, onProgress) => rowsTable(roles, shown, signal, onProgress)}
                />
                {roles.length === 2 ? (
                  <PlaygroundLink operation={PairDocument} variables={pairVariables(roles)} what="what they have" />
                ) : (
                  <PlaygroundLink operation={MatrixDocument} variables={matrixVariables(roles, shown)} what="what they have" />
                )}
              </div>
              <div class="controls">
                <KindFilter kinds={comparedKinds} />
              </div>
              {roles.length === 2 ? (
                <Pair first={roles[0]} second={roles[1]} comparison={compareRoles} shown={shown} />
              ) : (
                <Matrix roles={roles} shown={shown} />
              )}
            </section>
          ) : (
            <p class="nothing">None of these roles has a skill, tool, language, industry or degree in the graph.</p>
          )}
        </>
      )}
    </Await>
  );
}
