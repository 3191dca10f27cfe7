import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ApolloClient, CombinedGraphQLErrors, HttpLink } from "@apollo/client";
import { type CachingClient, testCache } from "../cacheSuite";
import { sourcesWithoutSlug } from "../documents";
import { lists, objectTypes } from "../schema";
import { startServer } from "../server";
import { newCache, typePolicies } from "./cache";

function newClient(uri: string): CachingClient {
  const cache = newCache();
  const client = new ApolloClient({ cache, link: new HttpLink({ uri }) });
  return {
    async ask(query, variables) {
      const { data } = await client.query({ query, variables, fetchPolicy: "network-only" });
      return data!;
    },
    read(query, variables) {
      const data = cache.readQuery({ query, variables });
      assert.ok(data, "the cache lacks some of what the query asks");
      return data;
    },
    async keys(type) {
      return Object.keys(cache.extract()).filter((key) => key.startsWith(`${type}:`));
    },
    codes(error) {
      assert.ok(CombinedGraphQLErrors.is(error));
      return error.errors.map(({ extensions }) => extensions?.code);
    },
  };
}

describe("Apollo Client", () => testCache(newClient, { nodesOfAllPages: false }));

test("a source without its slug is an error", async () => {
  const server = await startServer();
  try {
    await assert.rejects(newClient(server.url).ask(sourcesWithoutSlug, {}), /slug/);
  } finally {
    await server.stop();
  }
});

test("each list of the schema has a policy that knows its arguments, and nothing else has", () => {
  const known = new Map<string, unknown>();
  for (const [type, { fields }] of Object.entries(typePolicies)) {
    for (const [field, policy] of Object.entries(fields ?? {})) {
      if (typeof policy === "object" && "keyArgs" in policy) known.set(`${type}.${field}`, policy.keyArgs || []);
    }
  }
  assert.deepEqual(new Map([...known].sort()), new Map([...lists].sort()));
});

test("policies are of types that the schema has", () => {
  const types = new Set(objectTypes.map(({ name }) => name));
  assert.deepEqual(Object.keys(typePolicies).filter((name) => !types.has(name)), []);
});
