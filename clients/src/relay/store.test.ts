import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  createOperationDescriptor, Environment, fetchQuery, getSingularSelector, Network, RecordSource, Store,
} from "relay-runtime";
import page, { type tools_page$key } from "../../generated/relay/tools_page.graphql";
import nextPage, { type toolsPageQuery } from "../../generated/relay/toolsPageQuery.graphql";
import firstPage, { type toolsQuery } from "../../generated/relay/toolsQuery.graphql";
import oneTool, { type toolsToolQuery } from "../../generated/relay/toolsToolQuery.graphql";
import { startServer } from "../server";

let server: Awaited<ReturnType<typeof startServer>>;
before(async () => (server = await startServer()));
after(() => server.stop());

function newEnvironment(): Environment {
  const network = Network.create(async ({ text }, variables) => {
    const response = await fetch(server.url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  });
  return new Environment({ network, store: new Store(new RecordSource()) });
}

// What the fragment selects, and the page's end, which the compiler adds.
interface ShownPages {
  tools: { totalCount: number; edges: { node: { id: string } }[]; pageInfo: { endCursor: string } };
}

// The tools of the list as a component with usePaginationFragment sees them.
function shown(environment: Environment, count: number): ShownPages {
  const operation = createOperationDescriptor(firstPage, { count });
  const root = environment.lookup(operation.fragment).data as unknown as tools_page$key;
  const selector = getSingularSelector(page, root)!;
  return environment.lookup(selector).data as unknown as ShownPages;
}

test("pages of a list are put together, and one that is fetched again is there once", async () => {
  const environment = newEnvironment();
  await fetchQuery<toolsQuery>(environment, firstPage, { count: 5 }).toPromise();
  const variables = { count: 5, cursor: shown(environment, 5).tools.pageInfo.endCursor };
  await fetchQuery<toolsPageQuery>(environment, nextPage, variables).toPromise();
  await fetchQuery<toolsPageQuery>(environment, nextPage, variables).toPromise();
  const { tools } = shown(environment, 5);
  assert.equal(tools.totalCount, 13);
  assert.deepEqual(tools.edges.map(({ node }) => node.id), [
    "tool:amazon-redshift", "tool:d3-js", "tool:google-bigquery", "tool:hadoop", "tool:hive",
    "tool:mongodb", "tool:mysql", "tool:nosql-databases", "tool:postgresql", "tool:power-bi",
  ]);
});

test("an entity that two operations reach is one record, by its id", async () => {
  const environment = newEnvironment();
  await fetchQuery<toolsQuery>(environment, firstPage, { count: 13 }).toPromise();
  await fetchQuery<toolsToolQuery>(environment, oneTool, { id: "tool:hive", count: 1 }).toPromise();
  const records = environment.getStore().getSource();
  const named = records.getRecordIDs().filter((id) => records.get(id)?.name === "Hive");
  assert.deepEqual(named, ["tool:hive"]);
  const { "roles(first:1)": one, "roles(first:5)": five } = records.get("tool:hive")!;
  assert.ok(one && five, "the lists that both have asked for");
});
