import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import {
  comparedOverlap, comparedRows, comparedTools, found, foundEntity, gapCovered, gapMissing, graphCounts, graphSources,
  linksAround, nodesAround, oneTool, pathCount, pathList, toolNodes, toolsOfRole, toolsPage,
} from "./documents";
import { useFragment } from "../generated/codegen";
import { startServer } from "./server";

type Variables = Record<string, unknown>;

// A client with a cache that is empty at first.
export interface CachingClient {
  // Asks the server, whatever the cache has. Throws what the server refuses.
  ask<Data, V extends Variables>(query: TypedDocumentNode<Data, V>, variables: V): Promise<Data>;
  // Answers from the cache alone. Throws if that lacks anything.
  read<Data, V extends Variables>(query: TypedDocumentNode<Data, V>, variables: V): Data;
  // The keys of the cache's entries of a type.
  keys(type: string): Promise<string[]>;
  // The codes of what the server has refused.
  codes(error: unknown): unknown[];
}

const roles = ["data-science-engineer", "machine-learning-software-engineer"];

// What a cache with the right settings does with the answers of a server of the seed.
// What the client complains of on the console fails the tests. A cache that puts edges
// together may not do so with nodes.
export function testCache(newClient: (url: string) => CachingClient, knows: { nodesOfAllPages: boolean }): void {
  let server: Awaited<ReturnType<typeof startServer>>;
  let client: CachingClient;
  before(async () => (server = await startServer()));
  after(() => server.stop());
  const testClient = (name: string, run: () => Promise<void>) =>
    test(name, async ({ mock }) => {
      const complaints: string[] = [];
      for (const method of ["warn", "error"] as const) {
        mock.method(console, method, (...said: unknown[]) => complaints.push(said.join(" ")));
      }
      client = newClient(server.url);
      await run();
      assert.deepEqual(complaints, []);
    });

  testClient("pages of a list are put together, and one that is fetched again is there once", async () => {
    const { tools } = await client.ask(toolsPage, {});
    const second = { after: tools.pageInfo.endCursor };
    await client.ask(toolsPage, second);
    await client.ask(toolsPage, second);
    const two = client.read(toolsPage, {}).tools;
    assert.equal(two.totalCount, 24);
    assert.equal(two.edges.length, 20);
    assert.equal(new Set(two.edges.map(({ node }) => node.id)).size, 20);
    assert.equal(two.pageInfo.hasNextPage, true);
    await client.ask(toolsPage, { after: two.pageInfo.endCursor });
    const all = client.read(toolsPage, {}).tools;
    assert.equal(all.edges.length, 24);
    assert.equal(all.pageInfo.hasNextPage, false);
  });

  testClient(`nodes are those of ${knows.nodesOfAllPages ? "all pages" : "the last page"}`, async () => {
    const { tools } = await client.ask(toolNodes, {});
    await client.ask(toolNodes, { after: tools.pageInfo.endCursor });
    const two = client.read(toolNodes, {}).tools;
    assert.equal(two.edges.length, 20);
    assert.equal(two.nodes.length, knows.nodesOfAllPages ? 20 : 10);
  });

  testClient("lists of one field with different filters are kept apart", async () => {
    const where = { categories: ["Containers"] };
    await client.ask(toolsPage, {});
    await client.ask(toolsPage, { where });
    assert.equal(client.read(toolsPage, {}).tools.edges.length, 10);
    const { tools } = client.read(toolsPage, { where });
    assert.deepEqual(tools.edges.map(({ node }) => node.name), ["Docker", "Kubernetes"]);
  });

  testClient("an entity that two operations reach is one entry", async () => {
    await client.ask(toolsOfRole, { slug: roles[1] });
    await client.ask(oneTool, { slug: "docker" });
    assert.deepEqual((await client.keys("Tool")).sort(), [
      "Tool:tool:ansible", "Tool:tool:aws", "Tool:tool:docker", "Tool:tool:git", "Tool:tool:google-cloud",
    ]);
  });

  testClient("lists of two roles keep their own links", async () => {
    await client.ask(toolsOfRole, { slug: roles[0] });
    await client.ask(toolsOfRole, { slug: roles[1] });
    const names = roles.map((slug) => client.read(toolsOfRole, { slug }).role!.tools.edges.map(({ node }) => node.name));
    assert.deepEqual(names, [
      ["Amazon Redshift", "D3.js", "Google BigQuery", "Hadoop", "Hive"],
      ["Ansible", "AWS", "Docker", "Git", "Google Cloud"],
    ]);
  });

  testClient("operations that ask different things of one comparison add to each other", async () => {
    await client.ask(comparedTools, { roles });
    await client.ask(comparedOverlap, { roles });
    const { matrix } = (await client.ask(comparedRows, { roles })).compareRoles;
    await client.ask(comparedRows, { roles, after: matrix.pageInfo.endCursor });

    const tools = client.read(comparedTools, { roles }).compareRoles;
    assert.deepEqual(tools.only.map(({ role }) => role.name), ["Data Science Engineer", "Machine Learning Software Engineer"]);
    assert.deepEqual(tools.only.map(({ has }) => has.tools.edges.length), [13, 11]);
    assert.deepEqual(tools.shared.skills.edges.map(({ node }) => node.name), ["Computer science", "Programming"]);
    const overlap = client.read(comparedOverlap, { roles }).compareRoles;
    assert.deepEqual(overlap.shared.languages.edges.map(({ node }) => node.name), ["Python"]);
    assert.deepEqual(overlap.only[1].has.languages.edges.map(({ node }) => node.id), ["language:cpp", "language:java"]);
    const rows = client.read(comparedRows, { roles }).compareRoles.matrix.edges;
    assert.equal(new Set(rows.map(({ node }) => node.id)).size, 49);
  });

  testClient("operations that ask different things of one gap, of the same paths and neighbors add to each other", async () => {
    const gap = { profile: { languages: ["python"], skills: ["programming"] }, role: roles[1] };
    const ends = { from: "tool:mongodb", to: "tool:tensorflow" };
    const center = { of: "tool:git" };
    await client.ask(gapCovered, gap);
    await client.ask(gapMissing, gap);
    await client.ask(pathCount, ends);
    await client.ask(pathList, ends);
    await client.ask(nodesAround, center);
    await client.ask(linksAround, center);

    const { covered } = client.read(gapCovered, gap).skillGap;
    assert.deepEqual(covered.languages.edges.map(({ node }) => node.name), ["Python"]);
    assert.equal(client.read(gapMissing, gap).skillGap.missing.skills.edges.length, 4);
    // Nine things that both roles have, and the role that both are related to.
    assert.equal(client.read(pathCount, ends).paths.count, 10);
    assert.equal(client.read(pathList, ends).paths.paths[0].nodes[0].name, "MongoDB");
    const { nodes } = client.read(nodesAround, center).neighborhood;
    assert.deepEqual(nodes.map(({ name }) => name), ["Git", "Machine Learning Software Engineer"]);
    assert.equal(client.read(linksAround, center).neighborhood.links.length, 1);
  });

  testClient("the graph and a source are one entry each, and a date stays a text", async () => {
    await client.ask(graphSources, {});
    await client.ask(graphCounts, {});
    await client.ask(oneTool, { slug: "git" });
    assert.equal(client.read(graphCounts, {}).graph.counts.length, 6);
    const asOf: string | null | undefined = client.read(graphSources, {}).graph.sources[0].asOf;
    assert.equal(asOf, "2023-12-06");
    assert.equal((await client.keys("Source")).length, 1);
  });

  testClient("a fragment on an interface matches what is found", async () => {
    await client.ask(found, { text: "python" });
    assert.deepEqual(await client.keys("Language"), ["Language:language:python"]);
    const [{ node }] = client.read(found, { text: "python" }).search.edges;
    assert.equal(useFragment(foundEntity, node).name, "Python");
  });

  testClient("what is refused says its code", async () => {
    await assert.rejects(client.ask(comparedTools, { roles: ["nobody"] }), (error) => {
      assert.deepEqual(client.codes(error), ["BAD_USER_INPUT"]);
      return true;
    });
  });
}
