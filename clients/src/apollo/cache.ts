import { type FieldMergeFunction, InMemoryCache, type StoreObject, type TypePolicies } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { possibleTypes } from "../possibleTypes";

// Pages of one list meet in one entry, which is told from others by the list's
// arguments: all but first and after.
const entities = relayStylePagination(["where", "orderBy"]);
const links = relayStylePagination(["where", "link", "orderBy"]);
const byKinds = relayStylePagination(["kinds"]);
const pages = relayStylePagination();

// What is only one role's has no key, and Apollo puts nothing within a list together
// by itself. Of one comparison the same place is the same role.
interface OnlySets extends StoreObject {
  has?: StoreObject;
}
const byPlace: FieldMergeFunction<OnlySets[]> = (existing = [], incoming, { mergeObjects }) =>
  incoming.map((sets, place) => {
    const { has } = existing[place] ?? {};
    return { ...existing[place], ...sets, has: has && sets.has ? mergeObjects(has, sets.has) : (sets.has ?? has) };
  });

export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      roles: entities,
      skills: entities,
      tools: entities,
      languages: entities,
      industries: entities,
      degrees: entities,
      search: relayStylePagination(["text", "kinds"]),
      rolesFor: relayStylePagination(["profile", "kinds"]),
      traverse: relayStylePagination(["from", "steps"]),
    },
  },
  Role: {
    fields: {
      skills: links,
      tools: links,
      languages: links,
      industries: links,
      degrees: links,
      relatedRoles: links,
      similar: byKinds,
    },
  },
  Skill: { fields: { roles: links, broader: links, narrower: links } },
  Tool: { fields: { roles: links } },
  Language: { fields: { roles: links } },
  Industry: { fields: { roles: links } },
  Degree: { fields: { roles: links } },

  // There is one graph, and one source of a slug.
  Graph: { keyFields: [] },
  Source: { keyFields: ["slug"] },

  // Answers, which have no key but the arguments of their field: what two operations
  // ask of one is put together.
  RoleComparison: { merge: true, fields: { matrix: byKinds, only: { merge: byPlace } } },
  EntitySets: {
    merge: true,
    fields: { skills: entities, tools: entities, languages: entities, industries: entities, degrees: entities },
  },
  SkillGap: { merge: true },
  LinkSets: { merge: true, fields: { skills: pages, tools: pages, languages: pages, degrees: pages } },
  PathResult: { merge: true },
  Subgraph: { merge: true },
};

export const newCache = () => new InMemoryCache({ possibleTypes, typePolicies });
