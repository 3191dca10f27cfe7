import type { CacheExchangeOpts } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { possibleTypes } from "../possibleTypes";

// What is no thing of its own, but a part of what it stands in.
const parts = [
  "Code", "ComparisonRow", "DegreeLink", "EducationShare", "EntitySets", "Evidence", "FacetCount", "Graph", "GraphLink",
  "IndustryLink", "KindCount", "LanguageLink", "LinkSets", "OnlySets", "Outlook", "Overlap", "Path", "PathResult", "Pay",
  "RelationCount", "RoleComparison", "RoleLink", "RoleMatch", "SimilarRole", "SkillGap", "SkillLink", "Statement",
  "Subgraph", "ToolLink",
];

const pages = relayPagination();
const roles = { roles: pages };
const sets = { skills: pages, tools: pages, languages: pages, industries: pages, degrees: pages };

export const cacheOptions: CacheExchangeOpts = {
  possibleTypes,
  keys: {
    Source: (source) => source.slug as string,
    ...Object.fromEntries(parts.map((type) => [type, () => null])),
  },
  resolvers: {
    Query: { ...sets, roles: pages, search: pages, rolesFor: pages, traverse: pages },
    Role: { ...sets, relatedRoles: pages, similar: pages },
    Skill: { roles: pages, broader: pages, narrower: pages },
    Tool: roles,
    Language: roles,
    Industry: roles,
    Degree: roles,
    EntitySets: sets,
    LinkSets: { skills: pages, tools: pages, languages: pages, degrees: pages },
    RoleComparison: { matrix: pages },
  },
};
