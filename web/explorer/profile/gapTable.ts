import { ask, type Operation } from '../api/ask';
import type { Page } from '../api/usePages';
import { collect, type Begun, type OnProgress } from '../csv/collect';
import type { Table } from '../csv/csv';
import {
  CoveredDegreesDocument,
  CoveredLanguagesDocument,
  CoveredSkillsDocument,
  CoveredToolsDocument,
  MissingDegreesDocument,
  MissingLanguagesDocument,
  MissingSkillsDocument,
  MissingToolsDocument,
  type Kind,
  type ProfileInput,
} from '../generated/operations';
import type { Named } from '../kinds';
import type { WeighedEdge } from '../links/SideList';

/** One of the lists of a gap. */
interface Part {
  kind: Kind;
  /** Whether the profile has what the list holds. */
  known: boolean;
  page: (variables: Variables, signal: AbortSignal) => Promise<{ version: string; page: Page<WeighedEdge> }>;
}

interface Variables {
  profile: ProfileInput;
  role: string;
  kinds: Kind[];
  first: number;
  after: string | null;
}

interface Answer {
  graph: { version: string };
}

/** What asks for a list. */
function part<A extends Answer>(kind: Kind, known: boolean, operation: Operation<A, Variables>, list: (answer: A) => Page<WeighedEdge>): Part {
  return {
    kind,
    known,
    page: async (variables, signal) => {
      const answer = await ask(operation, variables, signal);
      return { version: answer.graph.version, page: list(answer) };
    },
  };
}

const parts: Part[] = [
  part('SKILL', false, MissingSkillsDocument, ({ skillGap }) => skillGap.missing.skills),
  part('TOOL', false, MissingToolsDocument, ({ skillGap }) => skillGap.missing.tools),
  part('LANGUAGE', false, MissingLanguagesDocument, ({ skillGap }) => skillGap.missing.languages),
  part('DEGREE', false, MissingDegreesDocument, ({ skillGap }) => skillGap.missing.degrees),
  part('SKILL', true, CoveredSkillsDocument, ({ skillGap }) => skillGap.covered.skills),
  part('TOOL', true, CoveredToolsDocument, ({ skillGap }) => skillGap.covered.tools),
  part('LANGUAGE', true, CoveredLanguagesDocument, ({ skillGap }) => skillGap.covered.languages),
  part('DEGREE', true, CoveredDegreesDocument, ({ skillGap }) => skillGap.covered.degrees),
];

/** Collects what a role asks for, and whether a profile has it. The weight is empty where nobody measured it. */
export async function gapTable(profile: ProfileInput, role: Named, shown: Kind[], signal: AbortSignal, onProgress: OnProgress): Promise<Table> {
  const rows: Table['rows'] = [];
  const begun: Begun = { rows: 0 };
  for (const { kind, known, page } of parts) {
    if (shown.includes(kind)) {
      const links = await collect((after) => page({ profile, role: role.slug, kinds: shown, first: 100, after }, signal), onProgress, begun);
      rows.push(...links.map(({ node, weight }) => [kind, node.id, node.name, known, weight]));
    }
  }
  return { header: ['kind', 'id', 'name', 'known', 'weight'], rows };
}
