// A page of a list as Relay's pagination has it, with an entity that can be
// fetched again by its id.
declare function graphql(parts: TemplateStringsArray): unknown;

export const query = graphql`
  query toolsQuery($count: Int!, $cursor: String) {
    ...tools_page @arguments(count: $count, cursor: $cursor)
  }
`;

export const page = graphql`
  fragment tools_page on Query
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "toolsPageQuery") {
    tools(first: $count, after: $cursor, where: { roles: { any: ["data-science-engineer"] } })
      @connection(key: "tools_page_tools") {
      totalCount
      edges {
        node {
          id
          ...tools_tool
        }
      }
    }
  }
`;

export const tool = graphql`
  fragment tools_tool on Tool
  @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" })
  @refetchable(queryName: "toolsToolQuery") {
    name
    categories
    roles(first: $count, after: $cursor) @connection(key: "tools_tool_roles") {
      edges {
        weight
        evidence {
          source {
            name
          }
          value
        }
        node {
          name
        }
      }
    }
  }
`;
