import { gapTable } from './gapTable';
import { KindGap } from './KindGap';
import { useQuery } from '../api/useQuery';
import { Download } from '../csv/Download';
import {
  CoveredDegreesDocument,
  CoveredLanguagesDocument,
  CoveredSkillsDocument,
  CoveredToolsDocument,
  GapDocument,
  MissingDegreesDocument,
  MissingLanguagesDocument,
  MissingSkillsDocument,
  MissingToolsDocument,
  type GapQuery,
  type Kind,
  type ProfileInput,
} from '../generated/operations';
import type { Named } from '../kinds';
import { Await } from '../page/Await';
import { Bar } from '../page/Bar';
import { Name } from '../page/Name';
import { share } from '../page/numbers';
import { PlaygroundLink } from '../page/PlaygroundLink';

interface GapProps {
  profile: ProfileInput;
  role: Named;
  shown: Kind[];
}

/** How well a profile covers a role: what is missing of what it asks for, and what is there. */
export function Gap({ profile, role, shown }: GapProps) {
  const about = { profile, role: role.slug, kinds: shown };
  const query = useQuery(GapDocument, about);
  const asked = { ...about, first: 50 };
  return (
    <section class="gap" aria-labelledby="gap">
      <div class="heading">
        <h2 id="gap">
          What is missing for <Name>{role.name}</Name>
        </h2>
        <Download
          key={JSON.stringify(about)}
          what="what is missing and what is known"
          file={`rolegraph-gap-${role.slug}`}
          table={(signal, onProgress) => gapTable(profile, role, shown, signal, onProgress)}
        />
        <PlaygroundLink operation={GapDocument} variables={about} what="what is missing" />
      </div>
      <Await query={query} what={`what is missing for ${role.name}`}>
        {({ skillGap: { coverage, missing, covered } }) => (
          <>
            {[missing, covered].every(isEmpty) ? (
              <p class="nothing">It asks for nothing of these kinds, so that there is no fit.</p>
            ) : (
              <p class="fit role">
                Fit <Bar share={coverage} /> <strong>{share(coverage)}</strong>
              </p>
            )}
            <KindGap
              kind="SKILL"
              missing={missing.skills}
              known={covered.skills}
              moreMissing={{ operation: MissingSkillsDocument, asked, page: ({ skillGap }) => skillGap.missing.skills }}
              moreKnown={{ operation: CoveredSkillsDocument, asked, page: ({ skillGap }) => skillGap.covered.skills }}
            />
            <KindGap
              kind="TOOL"
              missing={missing.tools}
              known={covered.tools}
              moreMissing={{ operation: MissingToolsDocument, asked, page: ({ skillGap }) => skillGap.missing.tools }}
              moreKnown={{ operation: CoveredToolsDocument, asked, page: ({ skillGap }) => skillGap.covered.tools }}
            />
            <KindGap
              kind="LANGUAGE"
              missing={missing.languages}
              known={covered.languages}
              moreMissing={{ operation: MissingLanguagesDocument, asked, page: ({ skillGap }) => skillGap.missing.languages }}
              moreKnown={{ operation: CoveredLanguagesDocument, asked, page: ({ skillGap }) => skillGap.covered.languages }}
            />
            <KindGap
              kind="DEGREE"
              missing={missing.degrees}
              known={covered.degrees}
              moreMissing={{ operation: MissingDegreesDocument, asked, page: ({ skillGap }) => skillGap.missing.degrees }}
              moreKnown={{ operation: CoveredDegreesDocument, asked, page: ({ skillGap }) => skillGap.covered.degrees }}
            />
          </>
        )}
      </Await>
    </section>
  );
}

function isEmpty({ skills, tools, languages, degrees }: GapQuery['skillGap']['missing']): boolean {
  return [skills, tools, languages, degrees].every(({ totalCount }) => totalCount === 0);
}
