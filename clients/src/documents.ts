// Operations that the caches are tried with.
import { graphql } from "../generated/codegen";

export const toolsPage = graphql(`
  query ToolsPage($after: String, $where: ToolFilter) {
    tools(first: 10, after: $after, where: $where) {
      totalCount
      edges { node { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const oneTool = graphql(`
  query OneTool($slug: String!) {
    tool(slug: $slug) { id name roleCount categories sources { slug name asOf } }
  }
`);

export const toolsOfRole = graphql(`
  query ToolsOfRole($slug: String!, $after: String) {
    role(slug: $slug) {
      id
      tools(first: 5, after: $after) {
        edges { weight evidence { source { slug } value asOf } node { id name } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const comparedTools = graphql(`
  query ComparedTools($roles: [String!]!) {
    compareRoles(roles: $roles) {
      only { role { id name } has { tools(first: 20) { edges { node { id name } } } } }
      shared { skills(first: 20) { edges { node { id name } } } }
    }
  }
`);

export const comparedRows = graphql(`
  query ComparedRows($roles: [String!]!, $after: String) {
    compareRoles(roles: $roles) {
      matrix(first: 30, after: $after) {
        edges { node { id name } links { relation weight } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const comparedOverlap = graphql(`
  query ComparedOverlap($roles: [String!]!) {
    compareRoles(roles: $roles) {
      overlap { kind shared union }
      only { role { id slug } has { languages(first: 20) { edges { node { id } } } } }
      shared { languages(first: 20) { edges { node { id name } } } }
    }
  }
`);

export const graphSources = graphql(`
  query GraphSources { graph { version sources { slug name asOf } } }
`);

export const graphCounts = graphql(`
  query GraphCounts { graph { counts { kind count } } }
`);

export const found = graphql(`
  query Found($text: String!) {
    search(text: $text, first: 5) {
      edges { score node { ...FoundEntity } }
    }
  }
`);

export const foundEntity = graphql(`
  fragment FoundEntity on Entity { id kind name }
`);

export const gapCovered = graphql(`
  query GapCovered($profile: ProfileInput!, $role: String!) {
    skillGap(profile: $profile, role: $role) { coverage covered { languages(first: 20) { edges { node { id name } } } } }
  }
`);

export const gapMissing = graphql(`
  query GapMissing($profile: ProfileInput!, $role: String!) {
    skillGap(profile: $profile, role: $role) {
      role { id name }
      covered { skills(first: 20) { edges { node { id name } } } }
      missing { skills(first: 20) { edges { weight node { id name } } } }
    }
  }
`);

export const pathCount = graphql(`
  query PathCount($from: ID!, $to: ID!) { paths(from: $from, to: $to) { count mode } }
`);

export const pathList = graphql(`
  query PathList($from: ID!, $to: ID!) {
    paths(from: $from, to: $to) { paths { length nodes { id name } links { relation from { id } to { id } } } }
  }
`);

export const nodesAround = graphql(`
  query NodesAround($of: ID!) { neighborhood(of: $of) { nodes { id name } } }
`);

export const linksAround = graphql(`
  query LinksAround($of: ID!) { neighborhood(of: $of) { omitted links { relation from { id } to { id } } } }
`);

export const toolNodes = graphql(`
  query ToolNodes($after: String) {
    tools(first: 10, after: $after) { nodes { id } edges { node { id } } pageInfo { endCursor } }
  }
`);

export const toolsWithoutArguments = graphql(`
  query ToolsWithoutArguments { tools { edges { node { id } } } }
`);

export const sourcesWithoutSlug = graphql(`
  query SourcesWithoutSlug { graph { sources { name } } }
`);
