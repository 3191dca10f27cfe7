// A typed document whose answer is used: the compiler checks names and nulls.
import { graphql } from "../../generated/codegen";
import { FragmentType, useFragment } from "../../generated/codegen/fragment-masking";
import type { ResultOf } from "@graphql-typed-document-node/core";

export const compare = graphql(`
  query Compare($roles: [String!]!) {
    compareRoles(roles: $roles, link: { minWeight: 0 }) {
      overlap { kind shared jaccard }
      only { role { ...RoleCard } }
    }
    search(text: "python") { edges { score node { ... on Language { roleCount } } } }
  }
`);

const card = graphql(`
  fragment RoleCard on Role {
    name
    medianPay
    tools(first: 3) { edges { weight node { name } } facets(by: CATEGORY) { value count } }
  }
`);

export function pay(role: FragmentType<typeof card>): number {
  return useFragment(card, role).medianPay ?? 0;
}

export function best(answer: ResultOf<typeof compare>): number {
  return Math.max(...answer.compareRoles.overlap.map((o) => o.jaccard));
}
